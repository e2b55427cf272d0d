using TorchSharp;
using static TorchSharp.torch;

namespace NlpTransfer.Kernels;

/// <summary>
/// Where the real tokens of a padded batch are. Layers see those T rows, text behind text, and no padding. B texts, S tokens of
/// the longest, T tokens in all. A text without any token keeps its first place, so that every text has a row.
/// </summary>
internal sealed class PackedTexts
{
    private readonly Tensor? rows; // (T) int64: where a token stands in the batch of B S places; null when all are real

    private PackedTexts(long batch, long length, Tensor offsets, Tensor positions, Tensor? rows, Tensor? mask) =>
        (Batch, Length, Offsets, Positions, this.rows, Mask) = (batch, length, offsets, positions, rows, mask);

    /// <summary>Texts.</summary>
    public long Batch { get; }

    /// <summary>Tokens of the longest text, or more.</summary>
    public long Length { get; }

    /// <summary><c>(B + 1)</c> int64 on the CPU: each text's first row, and behind the last one how many there are.</summary>
    public Tensor Offsets { get; }

    /// <summary><c>(T)</c> int64: each token's place in its text.</summary>
    public Tensor Positions { get; }

    /// <summary><c>(B, S)</c> bool, true for real tokens; null when all are.</summary>
    public Tensor? Mask { get; }

    /// <summary><c>(B)</c> int64: the row of each text's first token.</summary>
    public Tensor First => Offsets.narrow(0, 0, Batch).to(Positions.device);

    /// <summary><c>(B)</c> int64: the row of each text's last token.</summary>
    public Tensor Last => (Offsets.narrow(0, 1, Batch) - 1).to(Positions.device);

    /// <param name="padded">Values <c>(B, S, ...)</c>.</param>
    /// <param name="mask"><c>(B, S)</c> bool; null when all tokens are real.</param>
    public static PackedTexts Of(Tensor padded, Tensor? mask)
    {
        var (batch, length, device) = (padded.shape[0], padded.shape[1], padded.device);
        if (mask is null) return Full(batch, length, device);
        var (offsets, places) = (new long[batch + 1], new List<long>((int)(batch * length)));
        var real = mask.cpu().contiguous().data<bool>().ToArray();
        for (var text = 0; text < batch; text++)
        {
            for (var place = 0; place < length; place++)
                if (real[(text * length) + place]) places.Add((text * length) + place);
            if (places.Count == offsets[text])
            {
                places.Add(text * length);
                real[text * length] = true;
            }
            offsets[text + 1] = places.Count;
        }
        if (places.Count == batch * length) return Full(batch, length, device);
        var rows = tensor(places.ToArray(), device: device);
        return new(batch, length, tensor(offsets), rows.remainder(length), rows, tensor(real, [batch, length], device: device));
    }

    /// <summary>As many texts of one token each, or of more.</summary>
    public static PackedTexts Full(long batch, long length, Device device) =>
        new(batch, length, arange(batch + 1) * length, arange(length, device: device).unsqueeze(0).expand(batch, length).flatten(), null, null);

    /// <summary><c>(B, S, ...)</c> to <c>(T, ...)</c>.</summary>
    public Tensor Pack(Tensor padded)
    {
        var flat = padded.flatten(0, 1); // (B S, ...)
        return rows is null ? flat : flat.index_select(0, rows);
    }

    /// <summary><c>(T, H)</c> to <c>(B, S, H)</c>, zeros for padding.</summary>
    public Tensor Unpack(Tensor packed)
    {
        var width = packed.shape[1];
        if (rows is null) return packed.view(Batch, Length, width);
        return zeros([Batch * Length, width], packed.dtype, packed.device).index_copy(0, rows, packed).view(Batch, Length, width);
    }
}
