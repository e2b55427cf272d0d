using NlpTransfer.Embeddings;

namespace NlpTransfer.Cli.Verbs;

/// <summary>The names of vector formats on the command line.</summary>
internal static class VectorFormats
{
    /// <summary>Each name with its format.</summary>
    public static IReadOnlyDictionary<string, VectorFormat> ByName { get; } = new Dictionary<string, VectorFormat>(StringComparer.Ordinal)
    {
        ["vectors"] = VectorFormat.Vectors,
        ["glove"] = VectorFormat.GloveText,
        ["word2vec"] = VectorFormat.Word2VecText,
        ["word2vec-binary"] = VectorFormat.Word2VecBinary,
        ["fasttext-binary"] = VectorFormat.FastTextBinary,
        ["wink-json"] = VectorFormat.WinkJson,
    };

    /// <summary>What a format is called on the command line.</summary>
    public static string NameOf(VectorFormat format) => ByName.First(pair => pair.Value == format).Key;
}
