using System.Globalization;
using Microsoft.ML.Tokenizers;

namespace NlpTransfer.Tests.Tokenization;

public class BertReferenceTests
{
    [Fact]
    public void Ids_OfEveryRecordedLine_EqualTheReference()
    {
        Assert.Equal(BertReference.LineCount, BertReference.Lines.Count);
        AssertNoMismatch(BertReference.Mismatches(BertReference.CreateTokenizer()));
    }

    [Theory]
    [InlineData("")]
    [InlineData("tr-TR")]
    [InlineData("lt-LT")]
    public void Ids_UnderAnotherCulture_EqualTheReference(string culture)
    {
        CultureInfo before = CultureInfo.CurrentCulture;
        CultureInfo.CurrentCulture = CultureInfo.GetCultureInfo(culture);
        try
        {
            AssertNoMismatch(BertReference.Mismatches(BertReference.CreateTokenizer()));
        }
        finally
        {
            CultureInfo.CurrentCulture = before;
        }
    }

    [Fact]
    public void Ids_FromSeveralThreadsAtOnce_EqualTheReference()
    {
        BertTokenizer tokenizer = BertReference.CreateTokenizer();
        var faults = new IReadOnlyList<string>[4];
        var threads = faults.Select((_, i) => new Thread(() => faults[i] = BertReference.Mismatches(tokenizer))).ToArray();
        Array.ForEach(threads, t => t.Start());
        Array.ForEach(threads, t => t.Join());
        Assert.All(faults, AssertNoMismatch);
    }

    [Fact]
    public void Tokens_OfEveryRecordedLine_HaveTheIdsAndTheirTextInPlace()
    {
        BertTokenizer tokenizer = BertReference.CreateTokenizer();
        foreach (BertReference.Line line in BertReference.Lines)
        {
            IReadOnlyList<EncodedToken> tokens = tokenizer.EncodeToTokens(line.Text, out string? normalized);
            Assert.Equal(line.Ids[1..^1], tokens.Select(t => t.Id));
            Assert.Equal(tokens.Count, tokenizer.CountTokens(line.Text));
            Assert.All(tokens.Where(t => t.Id != tokenizer.UnknownTokenId), t => Assert.Equal(t.Value.TrimStart('#'), normalized![t.Offset].TrimStart('#')));
        }
    }

    private static void AssertNoMismatch(IReadOnlyList<string> mismatches) =>
        Assert.True(mismatches.Count == 0, string.Join('\n', mismatches));
}
