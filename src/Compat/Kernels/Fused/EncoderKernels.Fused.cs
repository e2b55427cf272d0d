namespace NlpTransfer.Kernels;

internal static partial class EncoderKernels
{
    static partial void Fuse(ref IEncoderKernels kernels) => kernels = FusedKernels.Exist ? new FusedKernels(kernels) : kernels;
}
