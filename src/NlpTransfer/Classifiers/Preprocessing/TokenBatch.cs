using NlpTransfer.Backbones;
using static TorchSharp.torch;

namespace NlpTransfer.Classifiers;

/// <summary>Texts of different lengths as one rectangle.</summary>
internal static class TokenBatch
{
    /// <summary>Pads to the longest text: ids <c>(B, S)</c>, mask <c>(B, S)</c>, and segments where a text has two; S is at least 1.</summary>
    public static Activations Pad(IReadOnlyList<EncodedText> texts, long padding, Device device)
    {
        var length = Math.Max(1, texts.Max(t => t.Ids.Length));
        var ids = new long[texts.Count * length];
        if (padding != 0) Array.Fill(ids, padding);
        var mask = new bool[ids.Length];
        for (var i = 0; i < texts.Count; i++)
        {
            var text = texts[i].Ids;
            for (var j = 0; j < text.Length; j++) ids[(i * length) + j] = text[j];
            mask.AsSpan(i * length, text.Length).Fill(true);
        }
        long[] shape = [texts.Count, length];
        return new(tensor(ids, shape, device: device), tensor(mask, shape, device: device), Segments(texts, shape, device));
    }

    private static Tensor? Segments(IReadOnlyList<EncodedText> texts, long[] shape, Device device)
    {
        if (texts.All(t => t.SecondSegment is null)) return null;
        var segments = new long[shape[0] * shape[1]];
        for (var i = 0; i < texts.Count; i++)
            if (texts[i].SecondSegment is { } start) segments.AsSpan((int)(i * shape[1]) + start, texts[i].Ids.Length - start).Fill(1);
        return tensor(segments, shape, device: device);
    }
}
