using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace TorchSharp.Modules;

/// <summary>
/// Normalises each channel (dimension 1): with the batch's own mean and variance while training, which also
/// move the running ones, and with the running ones in evaluation (Ioffe and Szegedy 2015).
/// </summary>
public abstract class BatchNorm : NormBase
{
    public BatchNorm(long num_features, double eps, double momentum, bool affine, bool track_running_stats, Device? device, ScalarType? dtype, string name)
        : base(num_features, eps, momentum, affine, track_running_stats, device, dtype, name)
    {
    }

    public override Tensor forward(Tensor input)
    {
        ValidateInputDimensions(input);
        double share = NextShare();
        bool batchStatistics = training || running_mean is null;
        bool tracks = !training || track_running_stats;
        return functional.batch_norm(input, tracks ? running_mean : null, tracks ? running_var : null, weight, bias, batchStatistics, share, eps);
    }
}
