using NlpTransfer.Embeddings;
using NlpTransfer.Tests.Data;

namespace NlpTransfer.Tests.Embeddings;

/// <summary>Files of the checkout, and real vector files that may lie beside it.</summary>
internal static class EmbeddingFiles
{
    public static string Broken(string name) => TestFiles.Fixture(Path.Combine("invalid", "vectors", name));

    public static string Sample => Path.Combine(TestFiles.Repository, "embeddings", "glove-100d-sample.vectors");

    public static WordVectors Open(string path, VectorReadOptions? options = null) =>
        WordVectors.Open(path, options, TestContext.Current.CancellationToken);

    public static void Save(WordVectors vectors, string path, VectorFormat format = VectorFormat.Vectors) =>
        vectors.Save(path, format, TestContext.Current.CancellationToken);

    /// <summary>Small vectors with distinct words, the same for the same arguments.</summary>
    public static WordVectors Random(int rows, int dimension, int seed = 5)
    {
        var random = new Random(seed);
        var values = Enumerable.Range(0, rows * dimension).Select(_ => (float)(random.NextDouble() * 2 - 1)).ToArray();
        return WordVectors.Create([.. Enumerable.Range(0, rows).Select(row => $"w{row}")], values, dimension);
    }

    public static void AssertSame(WordVectors expected, WordVectors found)
    {
        Assert.Equal(expected.Words, found.Words);
        Assert.Equal(expected.Dimension, found.Dimension);
        for (var row = 0; row < expected.Count; row++)
        {
            Assert.Equal(Bits(expected.Row(row)), Bits(found.Row(row)));
        }
    }

    /// <summary>The row as bits, so that comparisons are exact.</summary>
    public static uint[] Bits(ReadOnlySpan<float> row) => System.Runtime.InteropServices.MemoryMarshal.Cast<float, uint>(row).ToArray();
}
