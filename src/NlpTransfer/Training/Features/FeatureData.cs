using NlpTransfer.Backbones;
using NlpTransfer.Data;
using static TorchSharp.torch;

namespace NlpTransfer.Training;

/// <summary>Examples as the output of a frozen prefix: the same batches as of the data below, entering the model further up.</summary>
internal sealed class FeatureData(ITrainingData source, int groups, FeatureBuilder built, IFeatureBlocks blocks) : ITrainingData, IDisposable
{
    private int view;

    public int Count => source.Count;

    public IReadOnlyList<int> Lengths => source.Lengths;

    public IReadOnlyList<int> Labels => source.Labels;

    public IReadOnlyList<IReadOnlyList<int>> LabelSets => source.LabelSets;

    public int Truncated => source.Truncated;

    public SoftTargets? SoftTargets => source.SoftTargets;

    public int FirstGroup => groups;

    /// <summary>How often an example's features were taken from where they are kept.</summary>
    public long Hits { get; private set; }

    public FeatureStorage Storage => blocks.Storage;

    public string Source(int index) => source.Source(index);

    public int[][] Plan(BatchOptions options, long seed, int epoch) => source.Plan(options, seed, epoch);

    public void Announce(IReadOnlyList<int[]> batches, int? epoch)
    {
        if (source.IsRepeatable) return;
        view = (epoch ?? 0) % source.Views;
        source.Announce([], epoch); // what overlays what is the view's, too
    }

    public Activations Collate(IReadOnlyList<int> indices, Device device)
    {
        var shape = built.Shape;
        var width = shape.IsSequence ? Math.Max(1, indices.Max(i => Lengths[i])) : 1;
        var values = empty([indices.Count, .. shape.IsSequence ? [width] : Array.Empty<long>(), .. shape.Row], dtype: built.StoredAs); // (B, S, row) or (B, row)
        var taps = zeros([indices.Count, Math.Max(1, shape.Taps.Sum())], dtype: built.StoredAs); // (B, all taps)
        Fill(indices, values.bytes, width * built.RowBytes, taps.bytes);
        if (blocks.Storage != FeatureStorage.Recomputed) Hits += indices.Count;
        return new(values.to(device).to_type(shape.DataType), shape.IsSequence ? Mask(indices, width, device) : null) { Taps = shape.Taps.Count == 0 ? null : [.. taps.to(device).to_type(shape.DataType).split([.. shape.Taps], 1)] };
    }

    public void Dispose() => blocks.Dispose();

    // Block by block: one that is computed anew serves all of its examples in the batch.
    private void Fill(IReadOnlyList<int> indices, Span<byte> target, int stride, Span<byte> taps)
    {
        foreach (var (row, index) in indices.Index().OrderBy(i => built.Layout[Viewed(i.Item)].Block))
        {
            var (block, offset, bytes) = built.Layout[Viewed(index)];
            var example = blocks.Read(block).Slice(offset, bytes);
            var place = target.Slice(row * stride, stride);
            example[..^built.TapBytes].CopyTo(place);
            place[(example.Length - built.TapBytes)..].Clear(); // padding
            example[^built.TapBytes..].CopyTo(taps[(row * built.TapBytes)..]);
        }
    }

    private int Viewed(int index) => (view * Count) + index;

    private Tensor Mask(IReadOnlyList<int> indices, int width, Device device)
    {
        var mask = new bool[indices.Count * width];
        for (var row = 0; row < indices.Count; row++) mask.AsSpan(row * width, Lengths[indices[row]]).Fill(true);
        return tensor(mask, [indices.Count, width], device: device); // (B, S)
    }
}
