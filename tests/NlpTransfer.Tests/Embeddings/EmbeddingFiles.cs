using NlpTransfer.Embeddings;

namespace NlpTransfer.Tests.Embeddings;

/// <summary>Files of the checkout, and real vector files that may lie beside it.</summary>
internal static class EmbeddingFiles
{
    public static string Checkout { get; } = FindAbove(AppContext.BaseDirectory, "NlpTransfer.sln")
        ?? throw new InvalidOperationException("These tests run inside the checkout only.");

    public static string Broken(string name) => Path.Combine(Checkout, "tests", "fixtures", "invalid", "vectors", name);

    public static string Sample => Path.Combine(Checkout, "embeddings", "glove-100d-sample.vectors");

    /// <summary>A file of the folder <c>shared</c> beside the checkout or a parent; the test is skipped without it.</summary>
    public static string Shared(string relativePath)
    {
        var parent = FindAbove(Checkout, Path.Combine("shared", relativePath));
        if (parent is null)
        {
            Assert.Skip($"shared/{relativePath} is not here: it may not be published with the repository.");
        }

        return Path.Combine(parent, "shared", relativePath);
    }

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

    private static string? FindAbove(string from, string name)
    {
        for (var folder = new DirectoryInfo(from); folder is not null; folder = folder.Parent)
        {
            if (Path.Exists(Path.Combine(folder.FullName, name)))
            {
                return folder.FullName;
            }
        }

        return null;
    }
}
