using NlpTransfer.Backbones;
using static TorchSharp.torch;

namespace NlpTransfer.Training;

/// <summary>What flows out of a frozen prefix: one row an example, or one a token.</summary>
/// <param name="Row">Sizes of a row.</param>
/// <param name="DataType">What the model computes in.</param>
/// <param name="IsSequence">Whether there is a row a token, and a mask.</param>
internal sealed record FeatureShape(IReadOnlyList<long> Row, ScalarType DataType, bool IsSequence)
{
    /// <summary>Widths of what was tapped below, one row an example; empty for nothing.</summary>
    public IReadOnlyList<long> Taps { get; init; } = [];

    public static FeatureShape Of(Activations output) =>
        new(output.Values.shape[(output.Mask is null ? 1 : 2)..], output.Values.dtype, output.Mask is not null) { Taps = [.. output.Taps?.Select(t => t.shape[1]) ?? []] };

    /// <summary>Values in a row.</summary>
    public long RowValues => Row.Aggregate(1L, (product, size) => product * size);

    /// <summary>Rows of an example of so many tokens.</summary>
    public int Rows(int length) => IsSequence ? length : 1;
}
