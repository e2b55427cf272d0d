using NlpTransfer.Kernels;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace NlpTransfer.Backbones;

/// <summary>A learned bias for each head and kind of distance between query and key; distances are told apart exactly when short, by their logarithm when long (Raffel et al. 2020, section 2.1).</summary>
internal sealed class RelativeBuckets : nn.Module<PackedTexts, Tensor>
{
    private const int LongestDistance = 128;

    private readonly Embedding relative_attention_bias;
    private readonly int buckets;

    public RelativeBuckets(int buckets, int heads) : base(nameof(RelativeBuckets))
    {
        this.buckets = buckets;
        relative_attention_bias = nn.Embedding(buckets, heads);
        RegisterComponents();
    }

    /// <param name="texts">Of which the length and the device count.</param>
    /// <returns><c>(1, A, S, S)</c></returns>
    public override Tensor forward(PackedTexts texts)
    {
        var length = (int)texts.Length;
        var rows = new long[length * length];
        for (var query = 0; query < length; query++)
            for (var key = 0; key < length; key++) rows[(query * length) + key] = Bucket(key - query, buckets);
        return relative_attention_bias.call(tensor(rows, [length, length], device: texts.Positions.device)).permute(2, 0, 1).unsqueeze(0);
    }

    /// <summary>The row of a distance: the lower half for keys before the query, the upper half for those behind it.</summary>
    internal static int Bucket(int distance, int buckets)
    {
        var half = buckets / 2;
        var (start, length, exact) = (distance > 0 ? half : 0, Math.Abs(distance), half / 2);
        if (length < exact) return start + length;
        var logarithm = MathF.Log((float)length / exact) / (float)Math.Log((double)LongestDistance / exact); // in float, as the reference
        return start + Math.Min(half - 1, exact + (int)(logarithm * (half - exact)));
    }
}
