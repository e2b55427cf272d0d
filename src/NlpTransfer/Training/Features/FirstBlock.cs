using TorchSharp;

namespace NlpTransfer.Training;

/// <summary>The first block of features, and what it shows of their form.</summary>
/// <param name="Shape">What flows out of the prefix.</param>
/// <param name="RowBytes">Bytes a row is stored in.</param>
/// <param name="Bytes">The block.</param>
internal sealed record FirstBlock(FeatureShape Shape, int RowBytes, byte[] Bytes)
{
    /// <summary>Everything that decides it within one process; null where some of it has no name.</summary>
    /// <param name="weights">Hash of what the prefix holds.</param>
    public static string? Key(ITrainingData data, FrozenPrefix prefix, string weights, FeaturePrecision precision) =>
        SharedWork.IsOn && data is { IsRepeatable: true, Views: 1, Fingerprint: { } examples } && prefix.Recipe is { } recipe
            ? $"first block\n{examples}\n{recipe}\n{prefix.Name}\n{weights}\n{precision}\n{torch.get_num_threads()}\n{prefix.Device}"
            : null;
}
