using ApiSurface;

namespace Microsoft.ML.Tokenizers.Tests;

public class SurfaceTests
{
    [Fact]
    public void Subset_EveryPublicAndProtectedMember_IsInTheRealPackage()
    {
        RecordedSurface recorded = RecordedSurface.Read("Microsoft.ML.Tokenizers-2.0.0.api.txt");
        Assert.Equal(311, recorded.Lines.Count);
        IReadOnlyList<string> extras = new SurfaceComparison(recorded, nullability: true).Extras(typeof(Tokenizer).Assembly);
        Assert.True(extras.Count == 0, string.Join('\n', extras));
    }

    [Theory]
    [InlineData(typeof(Tokenizer))]
    [InlineData(typeof(WordPieceTokenizer))]
    [InlineData(typeof(WordPieceOptions))]
    [InlineData(typeof(BertTokenizer))]
    [InlineData(typeof(BertOptions))]
    [InlineData(typeof(Normalizer))]
    [InlineData(typeof(LowerCaseNormalizer))]
    [InlineData(typeof(PreTokenizer))]
    [InlineData(typeof(RegexPreTokenizer))]
    [InlineData(typeof(EncodedToken))]
    [InlineData(typeof(EncodeSettings))]
    [InlineData(typeof(EncodeResults<>))]
    public void CarriedType_EveryRecordedMember_IsThere(Type type)
    {
        string name = type.FullName!.Replace("`1", "<T>");
        RecordedSurface recorded = RecordedSurface.Read("Microsoft.ML.Tokenizers-2.0.0.api.txt");
        string[] wanted = [.. recorded.Lines.Where(l => l.StartsWith(name + " [", StringComparison.Ordinal))];
        Assert.NotEmpty(wanted);
        Assert.Empty(wanted.Except(SurfaceFormatter.Format(type).Select(m => m.Line)));
    }
}
