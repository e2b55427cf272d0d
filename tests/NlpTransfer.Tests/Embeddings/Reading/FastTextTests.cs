using System.Text;
using NlpTransfer.Embeddings;
using NlpTransfer.Tests.Data;

namespace NlpTransfer.Tests.Embeddings.Reading;

/// <summary>Models built byte by byte as fastText's <c>saveModel</c> writes them.</summary>
public sealed class FastTextTests : IDisposable
{
    private const int Buckets = 7;
    private readonly TempFolder _folder = new();

    [Fact]
    public void Open_SupervisedModel_LeavesLabelsOut()
    {
        using var vectors = EmbeddingFiles.Open(Model(version: 12, model: 3, maxSubword: 0));
        Assert.Equal(["</s>", "yes", "naïve"], vectors.Words);
        Assert.Equal([2f, 3f], vectors.Row(1).ToArray());
        Assert.Null(vectors.Subwords);
    }

    /// <summary>Supervised models of version 11 state a length of n-grams that was not used in training.</summary>
    [Fact]
    public void Open_SupervisedModelOfVersion11_HasNoSubwordsWhateverItStates()
    {
        using var vectors = EmbeddingFiles.Open(Model(version: 11, model: 3, maxSubword: 6));
        Assert.Equal([2f, 3f], vectors.Row(1).ToArray());
        Assert.Null(vectors.Subwords);
    }

    [Fact]
    public void Open_SupervisedModelWithSubwords_AveragesThem()
    {
        using var vectors = EmbeddingFiles.Open(Model(version: 12, model: 3, maxSubword: 4));
        Assert.Equal(Buckets, vectors.Subwords!.BucketCount);
        Assert.Equal([0f, 1f], vectors.Row(0).ToArray());
        Assert.Equal(Mean("yes", own: 1), vectors.Row(1).ToArray().Select(value => MathF.Round(value, 4)));
        Assert.Equal(Mean("naïve", own: 2), vectors.Row(2).ToArray().Select(value => MathF.Round(value, 4)));
        var unseen = new float[2];
        Assert.Equal(LookupMatch.Subwords, new WordLookup(vectors).Copy("çà", unseen));
        Assert.Equal(Mean("çà", own: null), unseen.Select(value => MathF.Round(value, 4)));
    }

    public void Dispose() => _folder.Dispose();

    // Row r of the input matrix is (2r, 2r + 1): three words, then the buckets.
    private static IEnumerable<float> Mean(string word, int? own)
    {
        var characters = $"<{word}>".EnumerateRunes().Select(rune => rune.ToString()).ToArray();
        var rows = own is { } row ? new List<long> { row } : [];
        for (var start = 0; start < characters.Length; start++)
        {
            for (var length = 3; length <= 4 && start + length <= characters.Length; length++)
            {
                var gram = Encoding.UTF8.GetBytes(string.Concat(characters.Skip(start).Take(length)));
                rows.Add(3 + SubwordVectors.Hash(gram) % Buckets);
            }
        }

        return [MathF.Round((float)rows.Average(r => 2.0 * r), 4), MathF.Round((float)rows.Average(r => 2.0 * r + 1), 4)];
    }

    private string Model(int version, int model, int maxSubword)
    {
        using var bytes = new MemoryStream();
        using var writer = new BinaryWriter(bytes);
        foreach (var value in new[] { 793712314, version, 2, 5, 5, 1, 5, 1, 3, model, Buckets, 3, maxSubword, 100 })
        {
            writer.Write(value);
        }

        writer.Write(1e-4);
        foreach (var value in new[] { 4, 3, 1 })
        {
            writer.Write(value);
        }

        writer.Write(1000L);
        writer.Write(-1L);
        foreach (var (word, type) in new[] { ("</s>", 0), ("yes", 0), ("naïve", 0), ("__label__x", 1) })
        {
            writer.Write(Encoding.UTF8.GetBytes(word + "\0"));
            writer.Write(10L);
            writer.Write((byte)type);
        }

        writer.Write(false);
        writer.Write(3L + Buckets);
        writer.Write(2L);
        for (var i = 0; i < (3 + Buckets) * 2; i++)
        {
            writer.Write((float)i);
        }

        writer.Write(false);
        writer.Write(1L);
        writer.Write(2L);
        writer.Write(0f);
        writer.Write(0f);
        return _folder.Write("model.bin", bytes.ToArray());
    }
}
