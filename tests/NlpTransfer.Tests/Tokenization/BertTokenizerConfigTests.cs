using Microsoft.ML.Tokenizers;
using NlpTransfer.Tests.Data;
using NlpTransfer.Tokenization;

namespace NlpTransfer.Tests.Tokenization;

public class BertTokenizerConfigTests
{
    [Theory]
    [InlineData(null, true, true, true)]
    [InlineData("{}", true, true, true)]
    [InlineData("""{"do_lower_case": false}""", false, false, true)]
    [InlineData("""{"do_lower_case": false, "strip_accents": true}""", false, true, true)]
    [InlineData("""{"strip_accents": null, "tokenize_chinese_chars": false, "tokenizer_class": "BertTokenizerFast"}""", true, true, false)]
    public void FromFolder_EachRule_IsTheFolders(string? config, bool lowerCase, bool stripAccents, bool ideographs)
    {
        using TempFolder folder = Folder(config);
        BertTokenizer tokenizer = BertTokenization.FromFolder(folder.Root);
        Assert.Equal((lowerCase, stripAccents, ideographs),
            (tokenizer.LowerCaseBeforeTokenization, tokenizer.RemoveNonSpacingMarks, tokenizer.IndividuallyTokenizeCjk));
    }

    [Fact]
    public void FromFolder_TokenAsObject_IsItsContent()
    {
        using TempFolder folder = Folder("""{"mask_token": {"content": "a", "lstrip": false}, "cls_token": "[CLS]"}""");
        Assert.Equal("a", BertTokenization.FromFolder(folder.Root).MaskingToken);
    }

    [Theory]
    [InlineData("{", "This is not JSON")]
    [InlineData("[]", "Expected an object, found Array.")]
    [InlineData("""{"do_lower_case": "yes"}""", "do_lower_case must be true, false or null, was \"yes\".")]
    [InlineData("""{"cls_token": 7}""", "cls_token must be a text or an object with one called content, was 7.")]
    [InlineData("""{"tokenizer_class": "RobertaTokenizer"}""", "tokenizer_class is RobertaTokenizer; expected one that cuts words as BERT does")]
    public void FromFolder_UnusableConfig_SaysWhereAndWhy(string config, string expected)
    {
        using TempFolder folder = Folder(config);
        var fault = Assert.Throws<TokenizerFormatException>(() => BertTokenization.FromFolder(folder.Root));
        Assert.Contains("tokenizer_config.json: " + expected, fault.Message);
    }

    private static TempFolder Folder(string? config)
    {
        var folder = new TempFolder();
        folder.Write("vocab.txt", VocabularyText.Of("a", "b").ToArray());
        if (config is not null)
            folder.Write("tokenizer_config.json", config);
        return folder;
    }
}
