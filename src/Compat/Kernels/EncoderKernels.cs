namespace NlpTransfer.Kernels;

/// <summary>The kernels in force.</summary>
internal static partial class EncoderKernels
{
    /// <summary>Fused where the backend has them, else plain.</summary>
    public static IEncoderKernels InForce { get; } = Choose();

    private static IEncoderKernels Choose()
    {
        IEncoderKernels kernels = new PlainKernels();
        Fuse(ref kernels);
        return kernels;
    }

    // Has a body only where the shim is the backend.
    static partial void Fuse(ref IEncoderKernels kernels);
}
