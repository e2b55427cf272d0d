using NlpTransfer.Backbones;
using TorchSharp;
using static TorchSharp.torch;

namespace NlpTransfer.Training;

/// <summary>
/// Computes blocks of features, each in its canonical batch. Data with several views has the blocks of one after those of the other:
/// the layout's example <c>view * Count + i</c> is example <c>i</c> as that view shows it.
/// </summary>
internal sealed class FeatureBuilder
{
    private readonly FrozenPrefix prefix;
    private readonly ITrainingData data;
    private readonly byte[] firstBlock;
    private readonly int blocksPerView;
    private int next = 1;
    private bool isAnnounced;

    /// <summary>Runs the first batch, to see what flows out.</summary>
    /// <exception cref="NotSupportedException">It carries more than values and a mask of leading tokens.</exception>
    /// <param name="known">The first block, where this process has computed it before.</param>
    public FeatureBuilder(FrozenPrefix prefix, ITrainingData data, FeaturePrecision precision, FirstBlock? known = null)
    {
        (this.prefix, this.data) = (prefix, data);
        var batches = FeatureLayout.Plan(data.Lengths);
        blocksPerView = batches.Length;
        if (!data.IsRepeatable) data.Announce([batches[0]], 0);
        using var scope = NewDisposeScope();
        var output = known is null ? prefix.Run(data, batches[0]) : null;
        Shape = known?.Shape ?? FeatureShape.Of(output!);
        StoredAs = precision == FeaturePrecision.Float16 && Shape.DataType == ScalarType.Float32 ? ScalarType.Float16 : Shape.DataType;
        RowBytes = known?.RowBytes ?? checked((int)(Shape.RowValues * output!.Values.to_type(StoredAs).element_size()));
        TapBytes = checked((int)(Shape.Taps.Sum() * (RowBytes / Shape.RowValues)));
        Layout = new FeatureLayout([.. Enumerable.Range(0, data.Views).SelectMany(v => batches.Select(b => b.Select(i => i + (v * data.Count)).ToArray()))],
            i => ((long)Shape.Rows(data.Lengths[i % data.Count]) * RowBytes) + TapBytes);
        firstBlock = known?.Bytes ?? Pack(output!, 0);
    }

    public FeatureShape Shape { get; }

    /// <summary>What another builder of the same features need not compute.</summary>
    public FirstBlock First => new(Shape, RowBytes, firstBlock);

    /// <summary>What values are stored as.</summary>
    public ScalarType StoredAs { get; }

    public int RowBytes { get; }

    /// <summary>What was tapped below, behind the rows of each example.</summary>
    public int TapBytes { get; }

    public FeatureLayout Layout { get; }

    /// <summary>The features of a block's examples, unpadded.</summary>
    public byte[] Block(int block)
    {
        if (block == 0) return firstBlock;
        Announce(block);
        using var scope = NewDisposeScope();
        return Pack(prefix.Run(data, Examples(block)), block);
    }

    private int[] Examples(int block) => [.. Layout.Batches[block].Select(i => i % data.Count)];

    // Blocks in their order are prepared ahead; one out of turn is asked for alone.
    private void Announce(int block)
    {
        var (inTurn, view) = (block == next, block / blocksPerView);
        next = block + 1;
        if (inTurn && isAnnounced && block % blocksPerView != 0) return;
        isAnnounced = inTurn;
        var end = inTurn ? (view + 1) * blocksPerView : next;
        data.Announce([.. Enumerable.Range(block, end - block).Select(Examples)], data.IsRepeatable ? null : view);
    }

    private byte[] Pack(Activations output, int block)
    {
        Check(output, Examples(block));
        var values = Stored(output.Values);
        var packed = new byte[Layout.BlockBytes(block)];
        var source = values.bytes;
        var taps = TapBytes == 0 ? [] : Stored(cat([.. output.Taps!], 1)).bytes; // (B, all taps)
        var stride = source.Length / Layout.Batches[block].Length;
        foreach (var (row, example) in Layout.Batches[block].Index())
        {
            var (_, offset, bytes) = Layout[example];
            source.Slice(row * stride, bytes - TapBytes).CopyTo(packed.AsSpan(offset));
            taps.Slice(row * TapBytes, TapBytes).CopyTo(packed.AsSpan(offset + bytes - TapBytes));
        }
        return packed;
    }

    private Tensor Stored(Tensor values)
    {
        var stored = values.to_type(StoredAs).contiguous();
        if (StoredAs != values.dtype && !stored.isfinite().all().ToBoolean() && values.isfinite().all().ToBoolean())
            throw new TrainingException(FormattableString.Invariant($"Features as float16 must be below 65,504; the frozen groups give up to {values.abs().max().ToSingle():G4}. Store them as float32."));
        return stored;
    }

    private void Check(Activations output, int[] batch)
    {
        if (output.TokenTypes is not null) throw new NotSupportedException("segments cross the boundary");
        if (FeatureShape.Of(output) is var found && (found.IsSequence != Shape.IsSequence || found.DataType != Shape.DataType || !found.Row.SequenceEqual(Shape.Row) || !found.Taps.SequenceEqual(Shape.Taps)))
            throw new NotSupportedException("what crosses the boundary differs from batch to batch");
        if (output.Mask is null) return;
        var (mask, width) = (output.Mask.data<bool>().ToArray(), (int)output.Mask.shape[1]);
        for (var i = 0; i < batch.Length; i++)
        {
            var row = mask.AsSpan(i * width, width);
            var length = data.Lengths[batch[i]];
            if (length > width || row[..length].Contains(false) || row[length..].Contains(true)) throw new NotSupportedException("tokens at the boundary are not those of the input");
        }
    }
}
