using System.Buffers;

namespace Microsoft.ML.Tokenizers.Tests;

public class WordPieceTokenizerTests
{
    private static readonly WordPieceTokenizer Tokenizer = WordPieceTokenizer.Create(SmallVocabulary.Open());

    [Theory]
    [InlineData("hello world", new[] { 5, 9 })]
    [InlineData("hellos hello,", new[] { 5, 8, 1 })]
    [InlineData("hells", new[] { 6, 8 })]
    [InlineData("worldxx", new[] { 9, 13, 13 })]
    [InlineData("  ", new int[0])]
    [InlineData("", new int[0])]
    [InlineData("##o Hello", new[] { 7, 1 })]
    public void EncodeToIds_Words_AreCutIntoTheLongestPieces(string text, int[] expected)
    {
        Assert.Equal(expected, Tokenizer.EncodeToIds(text));
        Assert.Equal(expected, Tokenizer.EncodeToIds(text.AsSpan()));
        Assert.Equal(expected.Length, Tokenizer.CountTokens(text));
        Assert.Equal(expected.Length, Tokenizer.CountTokens(text.AsSpan()));
    }

    [Fact]
    public void EncodeToTokens_GivesValuesAndOffsets()
    {
        IReadOnlyList<EncodedToken> tokens = Tokenizer.EncodeToTokens("a hellos", out string? normalized);
        Assert.Null(normalized);
        Assert.Equal([(1, "[UNK]", 0..1), (5, "hello", 2..7), (8, "##s", 7..8)], tokens.Select(t => (t.Id, t.Value, t.Offset)));
        Assert.True(tokens[1].Equals(new EncodedToken(5, "hello", 2..7)));
    }

    [Fact]
    public void EncodeToIds_WithALimit_StopsBeforeTheWordThatDoesNotFit()
    {
        Assert.Equal([5], Tokenizer.EncodeToIds("hello hellos world", 2, out _, out int consumed));
        Assert.Equal(5, consumed);
        Assert.Equal([5, 5, 8], Tokenizer.EncodeToIds("hello hellos world", 3, out _, out _));
        Assert.Throws<ArgumentOutOfRangeException>(() => Tokenizer.EncodeToIds("hello", 0, out _, out _));
    }

    [Theory]
    [InlineData(1, 1, 6, 12)]
    [InlineData(2, 1, 6, 12)]
    [InlineData(3, 3, 13, 5)]
    [InlineData(9, 4, 18, 0)]
    public void GetIndexByTokenCount_FromEitherEnd_IsAWordsEdge(int limit, int count, int index, int indexFromEnd)
    {
        const string Text = "hello hellos world";
        Assert.Equal(index, Tokenizer.GetIndexByTokenCount(Text, limit, out _, out int tokens));
        Assert.Equal(count, tokens);
        Assert.Equal(indexFromEnd, Tokenizer.GetIndexByTokenCountFromEnd(Text, limit, out _, out tokens));
        Assert.Equal(count, tokens);
    }

    [Fact]
    public void Word_LongerThanTheLimit_IsUnknown()
    {
        WordPieceTokenizer tokenizer = WordPieceTokenizer.Create(SmallVocabulary.Open(), new() { MaxInputCharsPerWord = 6 });
        Assert.Equal([5, 8, 1], tokenizer.EncodeToIds("hellos helloss"));
    }

    [Fact]
    public void EncodeToIds_WithoutPreTokenization_TakesTheTextAsOneWord() =>
        Assert.Equal([1], Tokenizer.EncodeToIds("hello world", considerPreTokenization: false));

    [Fact]
    public void Decode_PutsSpacesBetweenWordsAndNoneBeforeSomeMarks()
    {
        Assert.Equal("hellos, world!", Tokenizer.Decode([5, 8, 10, 9, 11]));
        Assert.Equal("hello world", Tokenizer.Decode([5, 99, 9]));
        Assert.Equal("", Tokenizer.Decode([]));
    }

    [Fact]
    public void Decode_IntoASpan_SaysHowFarItCame()
    {
        Span<char> room = stackalloc char[12];
        Assert.Equal(OperationStatus.Done, Tokenizer.Decode([5, 8, 9], room, out int ids, out int chars));
        Assert.Equal((3, "hellos world"), (ids, room[..chars].ToString()));
        Assert.Equal(OperationStatus.DestinationTooSmall, Tokenizer.Decode([5, 8, 9], room[..11], out ids, out chars));
        Assert.Equal((2, 6), (ids, chars));
        Assert.Equal(OperationStatus.InvalidData, Tokenizer.Decode([5, 99], room, out ids, out _));
        Assert.Equal(1, ids);
    }

    [Fact]
    public void Create_UnusableInput_Throws()
    {
        Assert.Throws<ArgumentException>(() => WordPieceTokenizer.Create(SmallVocabulary.Open(), new() { UnknownToken = "<unk>" }));
        Assert.Throws<ArgumentException>(() => WordPieceTokenizer.Create(SmallVocabulary.Open("\nhello")));
        Assert.Throws<ArgumentOutOfRangeException>(() => WordPieceTokenizer.Create(SmallVocabulary.Open(), new() { MaxInputCharsPerWord = 0 }));
        Assert.Throws<ArgumentNullException>(() => WordPieceTokenizer.Create(""));
    }

    [Fact]
    public async Task CreateAsync_GivesTheSameTokenizer()
    {
        WordPieceTokenizer tokenizer = await WordPieceTokenizer.CreateAsync(SmallVocabulary.Open(), null, TestContext.Current.CancellationToken);
        Assert.Equal([5, 8], tokenizer.EncodeToIds("hellos"));
    }

    [Fact]
    public void Vocabulary_EmptyLine_KeepsItsNumber()
    {
        WordPieceTokenizer tokenizer = WordPieceTokenizer.Create(SmallVocabulary.Open("\n\r\nlast\r\n"));
        Assert.Equal([15], tokenizer.EncodeToIds("last"));
        Assert.Equal("last", tokenizer.Decode([14, 15]).Trim());
    }

    [Fact]
    public void Options_PrefixAndNormalizerAndPreTokenizer_AreUsed()
    {
        WordPieceTokenizer tokenizer = WordPieceTokenizer.Create(SmallVocabulary.Open("\n@y"), new()
        {
            ContinuingSubwordPrefix = "@",
            Normalizer = LowerCaseNormalizer.Instance,
            PreTokenizer = PreTokenizer.CreateWordOrPunctuation(),
        });
        Assert.Equal([5, 14, 10, 9], tokenizer.EncodeToIds("HELLOy,World", 99, out string? normalized, out _));
        Assert.Equal("helloy,world", normalized);
        Assert.Same(LowerCaseNormalizer.Instance, tokenizer.Normalizer);
    }
}
