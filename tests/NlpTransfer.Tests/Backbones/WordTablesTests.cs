using NlpTransfer.Backbones;
using NlpTransfer.Embeddings;
using NlpTransfer.Tests.Embeddings;
using NlpTransfer.Tests.Data;

namespace NlpTransfer.Tests.Backbones;

public class WordTablesTests
{
    private static readonly string[][] Texts = [["good", "film", "zzz"], ["good", "zzz", "once"], ["bad", "film", "good"]];

    private static readonly WordVectors Vectors = WordVectors.Create(["the", "good", "film", "bad", "plot"], new float[] { 9, 9, 1, 2, 3, 4, 5, 6, 7, 7 }, 2);

    [Fact]
    public void Build_WithVectors_TakesKnownWordsFirstSeenThenFurther()
    {
        var tables = WordTables.Build(Texts, Vectors, new WordTableOptions { FurtherWords = 1 }, seed: 0);
        Assert.Equal(["[PAD]", "[UNK]", "good", "film", "zzz", "bad", "the"], tables.Vocabulary.Words);
        Assert.Equal([0, 0, 3, 4, 1, 2, 3, 4], tables.Seen[..8]); // padding, the mean of good, film and bad, then good and film
        Assert.Equal([5, 6], tables.Seen[10..]);
        Assert.Equal([9, 9], tables.Unseen);
    }

    [Fact]
    public void Build_WithWordsTheVectorsLack_GivesFrequentOnesARandomVectorAndDropsTheRest()
    {
        var tables = WordTables.Build(Texts, Vectors, new WordTableOptions { MinWordCount = 2 }, seed: 3);
        var spread = Math.Sqrt(3 * (((1 + 4 + 9 + 16 + 25 + 36) / 6.0) - (3.5 * 3.5)));
        Assert.All(tables.Seen[8..10], v => Assert.InRange(v, -spread, spread));
        Assert.NotEqual(tables.Seen[8], tables.Seen[9]);
        Assert.Equal(WordVocabulary.Unknown, tables.Vocabulary.IdOf("once"));
        Assert.Equal(new VectorCoverage(5, 3, 9, 6), tables.Coverage);
    }

    [Fact]
    public void Build_WithAWordTheVectorsHaveInLowerCase_StartsFromThatVector()
    {
        var tables = WordTables.Build([["Good", "film"]], Vectors, new WordTableOptions { FurtherWords = 0 }, seed: 0);
        var row = tables.Vocabulary.IdOf("Good");
        Assert.Equal([1, 2], tables.Seen[(row * 2)..((row * 2) + 2)]);
        Assert.Equal(2, tables.Coverage.KnownWords);
    }

    [Fact]
    public void Build_WithSubwords_GivesAnUnknownWordItsComposedVector()
    {
        using var fastText = WordVectors.Open(TestFiles.Shared("data/fasttext-vec/lee_fasttext.bin"));
        var tables = WordTables.Build([["nevermetbefore"]], fastText, new WordTableOptions { FurtherWords = 0, MinWordCount = 5 }, seed: 0);
        var expected = new float[fastText.Dimension];
        Assert.True(fastText.Subwords!.TryCompose("nevermetbefore", expected));
        Assert.Equal(expected, tables.Seen[(2 * fastText.Dimension)..]);
    }

    [Fact]
    public void Build_WithoutVectors_IsAFunctionOfTheSeed()
    {
        float[] Seen(long seed) => WordTables.Build(Texts, null, new WordTableOptions { RandomDimension = 4 }, seed).Seen;
        Assert.Equal(Seen(5), Seen(5));
        Assert.NotEqual(Seen(5), Seen(6));
        Assert.Equal(new float[4], Seen(5)[..4]);
    }

    [Fact]
    public void Vocabulary_SavedAndLoaded_KnowsTheSameIds()
    {
        using var folder = new Data.TempFolder();
        var path = Path.Combine(folder.Root, "vocab.txt");
        var vocabulary = new WordVocabulary(["film", "\u00E9t\u00E9", "\U0001F600"]);
        vocabulary.Save(path);
        Assert.Equal(vocabulary.Words, WordVocabulary.Load(path).Words);
        Assert.Equal(4, WordVocabulary.Load(path).IdOf("\U0001F600"));
    }

    [Theory]
    [InlineData("film\nplot\n", "expected [PAD] and [UNK] in the first two lines, found 'film', 'plot'")]
    [InlineData("[PAD]\n[UNK]\nfilm\nfilm\n", "the word 'film' comes 2 times")]
    public void Vocabulary_ThatIsBroken_SaysHow(string content, string message)
    {
        using var folder = new Data.TempFolder();
        var path = Path.Combine(folder.Root, "vocab.txt");
        File.WriteAllText(path, content);
        Assert.Contains(message, Assert.Throws<InvalidDataException>(() => WordVocabulary.Load(path)).Message);
    }
}
