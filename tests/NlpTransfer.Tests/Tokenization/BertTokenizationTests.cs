using System.Text;
using Microsoft.ML.Tokenizers;
using NlpTransfer.Tokenization;

namespace NlpTransfer.Tests.Tokenization;

public class BertTokenizationTests
{
    private static readonly BertTokenizer Uncased = BertReference.CreateTokenizer();

    [Theory]
    [InlineData("", "")]
    [InlineData(" \t\r\n\u00a0\u2003\u3000", "")]
    [InlineData("one\u2028two\u2029one", "one two one")]
    [InlineData("one\u0085two", "one ##t ##wo")]
    [InlineData("\u0000\u0007\u200b\ufeff\u00ad", "")]
    [InlineData("\ud800one\udc00", "one")]
    [InlineData("one\ud83dtwo", "one ##t ##wo")]
    [InlineData("\ue000one\uf8ff", "one")]
    [InlineData("\ue001", "[UNK]")]
    [InlineData("😀", "[UNK]")]
    [InlineData("a_b$c+d=e<f>g", "a _ b $ c + d = e < f > g")]
    [InlineData("Crème Brûlée", "cr ##eme br ##ule ##e")]
    [InlineData("e\u0301\u0327l\u030c", "el")]
    [InlineData("İstanbul IŞIK", "istanbul is ##ik")]
    [InlineData("ΣΑΣ", "σ ##α ##σ")]
    [InlineData("[CLS] one [MASK][SEP]two[PAD]", "[CLS] one [MASK] [SEP] two [PAD]")]
    [InlineData("[cls] [ MASK ]", "[ cl ##s ] [ mask ]")]
    [InlineData("[MASK\u0000]", "[ mask ]")]
    [InlineData("你好中文", "[UNK] [UNK] 中 文")]
    public void Tokens_OfTroublesomeText_AreTheReferences(string text, string expected)
    {
        string tokens = string.Join(' ', Uncased.EncodeToTokens(text, out _).Select(t => t.Value));
        Assert.Equal(expected, tokens);
    }

    [Fact]
    public void Tokens_OfHangul_AreJamo()
    {
        Assert.Equal("ᄒ ##ᅡ ##ᆫ", string.Join(' ', Uncased.EncodeToTokens("\ud55c", out _).Select(t => t.Value)));
        Assert.Equal("ᄒ ##ᅡ", string.Join(' ', Uncased.EncodeToTokens("\ud558", out _).Select(t => t.Value)));
    }

    [Theory]
    [InlineData(100, false)]
    [InlineData(101, true)]
    public void Word_OfMoreThanAHundredCharacters_IsUnknown(int length, bool unknown)
    {
        IReadOnlyList<int> ids = Uncased.EncodeToIds(new string('a', length), addSpecialTokens: false);
        Assert.Equal(unknown, ids is [var id] && id == Uncased.UnknownTokenId);
    }

    [Fact]
    public void Cased_KeepsCaseAndAccentsAndCleansTheRest()
    {
        string[] vocabulary = ["Caf\u00e9", "cafe", "CAFE", "##\u0301", "Cafe", "!", "\u4e2d", "a", "A"];
        Assert.Equal(["Caf\u00e9", "!"], VocabularyText.Cut(BertTextRules.Cased, "Caf\u00e9!", vocabulary));
        Assert.Equal(["Cafe", "##\u0301"], VocabularyText.Cut(BertTextRules.Cased, "Cafe\u0301", vocabulary));
        Assert.Equal(["CAFE", "A", "\u4e2d", "a"], VocabularyText.Cut(BertTextRules.Cased, "CAF\u200bE\tA\u4e2da", vocabulary));
        Assert.Equal(["cafe", "cafe"], VocabularyText.Cut(BertTextRules.Uncased, "Caf\u00e9 CAFE", vocabulary));
    }

    [Fact]
    public void Cased_WhatCleaningMakesIntoASpecialToken_IsNotOne()
    {
        string[] vocabulary = ["[", "]", "MASK"];
        Assert.Equal(["[", "MASK", "]"], VocabularyText.Cut(BertTextRules.Cased, "[MA\u200bSK]", vocabulary));
        Assert.Equal(["[MASK]"], VocabularyText.Cut(BertTextRules.Cased, "[MASK]", vocabulary));
    }

    [Fact]
    public void Rules_OfLowerCaseAndAccents_AreIndependent()
    {
        string[] vocabulary = ["\u00e9", "\u00c9", "e", "E", "i\u0307"];
        Assert.Equal(["\u00e9"], VocabularyText.Cut(new() { StripAccents = false }, "\u00c9", vocabulary));
        Assert.Equal(["E"], VocabularyText.Cut(new() { LowerCase = false, StripAccents = true }, "\u00c9", vocabulary));
        Assert.Equal(["e"], VocabularyText.Cut(new(), "\u00c9", vocabulary));
        Assert.Equal(["i\u0307"], VocabularyText.Cut(new() { StripAccents = false }, "\u0130", vocabulary));
    }

    [Fact]
    public void Rules_WithoutIdeographs_LeaveThemTogether() =>
        Assert.Equal(["\u4e2d\u6587"], VocabularyText.Cut(new() { SeparateIdeographs = false }, "\u4e2d\u6587", "\u4e2d\u6587", "\u4e2d"));

    [Fact]
    public void Create_FromFileAndStream_GiveTheSameIds()
    {
        using FileStream stream = File.OpenRead(BertReference.VocabularyPath);
        Assert.Equal([101, 2061, 999, 102], BertTokenization.Create(stream).EncodeToIds("So!"));
        Assert.Equal([101, 2061, 999, 102], Uncased.EncodeToIds("So!".AsSpan()));
        Assert.True(Uncased is { LowerCaseBeforeTokenization: true, RemoveNonSpacingMarks: true, IndividuallyTokenizeCjk: true });
    }

    [Fact]
    public void EncodeToIds_WithALimit_EndsAtAWholeWordWithinIt()
    {
        IReadOnlyList<int> ids = Uncased.EncodeToIds("Creme brulee, please", 5, out string? normalized, out int consumed);
        Assert.Equal([Uncased.ClassificationTokenId, Uncased.SeparatorTokenId], [ids[0], ids[^1]]);
        Assert.Equal("creme brulee, please", normalized);
        Assert.Equal("creme", normalized![..consumed]);
        Assert.InRange(ids.Count, 3, 5);
    }

    [Fact]
    public void Decode_OfEncodedText_IsTheNormalizedText()
    {
        string text = Uncased.Decode(Uncased.EncodeToIds("The Weather's unbelievable, isn't it?", addSpecialTokens: false));
        Assert.Equal("the weather' s unbelievable, isn' t it?", text);
        Assert.Equal("hi", Uncased.Decode(Uncased.EncodeToIds("Hi"), skipSpecialTokens: true));
    }

    [Fact]
    public void Create_MissingFile_SaysWhatIsExpected()
    {
        var fault = Assert.Throws<TokenizerFormatException>(() => BertTokenization.Create("/nowhere/vocab.txt"));
        Assert.StartsWith("/nowhere/vocab.txt: There is no vocabulary file here", fault.Message);
    }

    [Theory]
    [InlineData("[PAD]\n[UNK]\n[CLS]\n[SEP]\na", "The special token '[MASK]' is not in the vocabulary.")]
    [InlineData("a\nb\na\n[PAD]\n[UNK]\n[CLS]\n[SEP]\n[MASK]", "the token 'a' twice, in lines 1 and 3")]
    public void Create_UnusableVocabulary_SaysWhy(string content, string expected)
    {
        using var stream = new MemoryStream(Encoding.UTF8.GetBytes(content));
        Assert.Contains(expected, Assert.Throws<TokenizerFormatException>(() => BertTokenization.Create(stream)).Message);
    }

    [Fact]
    public void Create_OtherSpecialTokens_AreUsedAndRecognised()
    {
        using var stream = new MemoryStream(Encoding.UTF8.GetBytes("<pad>\n<unk>\n<s>\n</s>\n<mask>\na\n<\n>\ns"));
        var names = new BertSpecialTokens { Padding = "<pad>", Unknown = "<unk>", Classification = "<s>", Separator = "</s>", Mask = "<mask>" };
        BertTokenizer tokenizer = BertTokenization.Create(stream, BertTextRules.Uncased, names);
        Assert.Equal([2, 5, 4, 1, 3], tokenizer.EncodeToIds("A <mask> ?"));
        Assert.Equal([2, 6, 8, 7, 3], tokenizer.EncodeToIds("<S>"));
    }
}
