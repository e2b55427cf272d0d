using System.Buffers;

namespace Microsoft.ML.Tokenizers.Tests;

public class BertTokenizerTests
{
    private static readonly BertTokenizer Tokenizer = BertTokenizer.Create(SmallVocabulary.Open());

    [Fact]
    public void EncodeToIds_PutsTheTextBetweenClsAndSep()
    {
        Assert.Equal([2, 5, 10, 9, 11, 3], Tokenizer.EncodeToIds("Hello, World!"));
        Assert.Equal([5, 10, 9, 11], Tokenizer.EncodeToIds("Hello, World!", addSpecialTokens: false));
        Assert.Equal([2, 3], Tokenizer.EncodeToIds(""));
        Assert.Equal(4, Tokenizer.CountTokens("Hello, World!"));
    }

    [Fact]
    public void EncodeToIds_SpecialTokensInTheText_AreRecognisedUnlessSwitchedOff()
    {
        Assert.Equal([5, 4, 3], Tokenizer.EncodeToIds("hello [MASK][SEP]", addSpecialTokens: false));
        BertTokenizer blind = BertTokenizer.Create(SmallVocabulary.Open(), new() { SplitOnSpecialTokens = false });
        Assert.DoesNotContain(4, blind.EncodeToIds("hello [MASK]", addSpecialTokens: false));
    }

    [Fact]
    public void EncodeToIds_WithALimit_CountsClsAndSep()
    {
        Assert.Equal([2, 5, 3], Tokenizer.EncodeToIds("hello world", 3, out string? normalized, out _));
        Assert.Equal("hello world", normalized);
        Assert.Empty(Tokenizer.EncodeToIds("hello world", 1, out _, out int consumed));
        Assert.Equal(0, consumed);
        Assert.Equal([5], Tokenizer.EncodeToIds("hello world", 1, addSpecialTokens: false, out _, out _));
    }

    // The stock normalization is kept as it is, for those who rely on it: line breaks vanish, $ is dropped.
    [Fact]
    public void StockNormalization_IsTheRealPackages()
    {
        Assert.Equal([1], Tokenizer.EncodeToIds("hello\nworld", addSpecialTokens: false));
        Assert.Equal([5], Tokenizer.EncodeToIds("$hello", addSpecialTokens: false));
        Assert.Equal([1], Tokenizer.EncodeToIds("caf\u00e9", addSpecialTokens: false));
        BertTokenizer stripping = BertTokenizer.Create(SmallVocabulary.Open(), new() { RemoveNonSpacingMarks = true });
        Assert.Equal([12], stripping.EncodeToIds("CAF\u00c9", addSpecialTokens: false));
    }

    [Fact]
    public void Properties_AreTheOptions()
    {
        Assert.Equal((2, 3, 0, 4, 1), (Tokenizer.ClassificationTokenId, Tokenizer.SeparatorTokenId, Tokenizer.PaddingTokenId, Tokenizer.MaskingTokenId, Tokenizer.UnknownTokenId));
        Assert.Equal(["[CLS]", "[MASK]", "[PAD]", "[SEP]", "[UNK]"], Tokenizer.SpecialTokens!.Keys.Order(StringComparer.Ordinal));
        Assert.True(Tokenizer is { LowerCaseBeforeTokenization: true, ApplyBasicTokenization: true, SplitOnSpecialTokens: true, IndividuallyTokenizeCjk: true, RemoveNonSpacingMarks: false });
        Assert.Throws<ArgumentException>(() => BertTokenizer.Create(SmallVocabulary.Open(), new() { MaskingToken = "<mask>" }));
    }

    [Fact]
    public void Pairs_HaveTheirSeparatorsTypesAndMask()
    {
        Assert.Equal([2, 5, 3], Tokenizer.BuildInputsWithSpecialTokens([5]));
        Assert.Equal([2, 5, 3, 9, 11, 3], Tokenizer.BuildInputsWithSpecialTokens([5], [9, 11]));
        Assert.Equal([0, 0, 0, 1, 1, 1], Tokenizer.CreateTokenTypeIdsFromSequences([5], [9, 11]));
        Assert.Equal([1, 0, 1, 0, 0, 1], Tokenizer.GetSpecialTokensMask([5], [9, 11]));
        Assert.Equal([1, 0, 1, 0, 1], Tokenizer.GetSpecialTokensMask([2, 5, 3, 9, 3], alreadyHasSpecialTokens: true));
        Assert.Throws<ArgumentNullException>(() => Tokenizer.BuildInputsWithSpecialTokens(null!));
    }

    [Fact]
    public void Pairs_IntoASpan_SayWhenItIsTooSmall()
    {
        Span<int> room = stackalloc int[3];
        Assert.Equal(OperationStatus.Done, Tokenizer.BuildInputsWithSpecialTokens([5], room, out int written));
        Assert.Equal([2, 5, 3], room[..written].ToArray());
        Assert.Equal(OperationStatus.DestinationTooSmall, Tokenizer.GetSpecialTokensMask([5], room, out written, [9]));
        Assert.Equal(0, written);
        Assert.Equal(OperationStatus.Done, Tokenizer.CreateTokenTypeIdsFromSequences([5], room, out written));
        Assert.Equal(3, written);
    }

    [Fact]
    public void Decode_CanSkipSpecialTokens()
    {
        Assert.Equal("[CLS] hello world [SEP]", Tokenizer.Decode([2, 5, 9, 3]));
        Assert.Equal("hello world", Tokenizer.Decode([2, 5, 9, 3], skipSpecialTokens: true));
    }

    [Fact]
    public async Task CreateAsync_GivesTheSameTokenizer()
    {
        BertTokenizer tokenizer = await BertTokenizer.CreateAsync(SmallVocabulary.Open(), null, TestContext.Current.CancellationToken);
        Assert.Equal([2, 5, 3], tokenizer.EncodeToIds("Hello"));
    }
}
