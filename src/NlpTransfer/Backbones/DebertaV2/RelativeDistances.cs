using TorchSharp.Modules;
using static TorchSharp.torch;

namespace NlpTransfer.Backbones;

/// <summary>Embeddings of the distance between two tokens, shared by all layers: exact for short ones, by the logarithm for long ones (He et al. 2023, appendix).</summary>
internal sealed class RelativeDistances : nn.Module
{
    private readonly Embedding rel_embeddings;
    private readonly LayerNorm? LayerNorm;
    private readonly DebertaV2Config config;

    public RelativeDistances(DebertaV2Config config) : base(nameof(RelativeDistances))
    {
        this.config = config;
        rel_embeddings = nn.Embedding(2L * config.Span, config.HiddenSize);
        LayerNorm = config.NormRelEbd.Split('|').Contains("layer_norm") ? nn.LayerNorm(config.HiddenSize, config.LayerNormEps) : null;
        RegisterComponents();
    }

    /// <returns><c>(distances, H)</c></returns>
    public Tensor Vectors() => LayerNorm is null ? rel_embeddings.weight! : LayerNorm.call(rel_embeddings.weight!);

    /// <summary>The row for each query and key: <c>(S, S)</c> int64.</summary>
    public Tensor Rows(long length, Device device)
    {
        var rows = new long[length * length];
        for (var query = 0; query < length; query++)
            for (var key = 0; key < length; key++)
                rows[(query * length) + key] = Math.Clamp(Bucket(query - key, config.PositionBuckets, config.LongestDistance) + config.Span, 0, (2 * config.Span) - 1);
        return tensor(rows, [length, length], device: device);
    }

    /// <summary>A distance as its kind, with its sign.</summary>
    internal static int Bucket(int distance, int buckets, int longest)
    {
        var (half, length) = (buckets / 2, Math.Abs(distance));
        if (buckets <= 0 || length <= half) return distance;
        var logarithm = MathF.Log((float)length / half) / (float)Math.Log((double)(longest - 1) / half); // in float, as the reference
        return Math.Sign(distance) * ((int)MathF.Ceiling(logarithm * (half - 1)) + half);
    }
}
