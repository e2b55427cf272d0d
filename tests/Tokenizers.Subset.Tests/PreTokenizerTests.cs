namespace Microsoft.ML.Tokenizers.Tests;

public class PreTokenizerTests
{
    private const string Text = "It's $5, [X] ok_";

    [Fact]
    public void CreateWhiteSpace_GivesWhatSpacesSeparate() =>
        AssertPieces(["It's", "$5,", "[X]", "ok_"], PreTokenizer.CreateWhiteSpace());

    [Fact]
    public void CreateWordOrNonWord_GivesRunsOfBoth() =>
        AssertPieces(["It", "'", "s", "$", "5", ",", "[", "X", "]", "ok_"], PreTokenizer.CreateWordOrNonWord());

    [Fact]
    public void CreateWordOrPunctuation_DropsSymbols() =>
        AssertPieces(["It", "'", "s", "5", ",", "[", "X", "]", "ok_"], PreTokenizer.CreateWordOrPunctuation());

    [Fact]
    public void SpecialTokens_StayWhole() =>
        AssertPieces(["It", "'", "s", "5", ",", "[X]", "ok_"], PreTokenizer.CreateWordOrPunctuation(new Dictionary<string, int> { ["[X]"] = 1 }));

    [Fact]
    public void PreTokenize_OfNothing_IsEmpty()
    {
        Assert.Empty(PreTokenizer.CreateWhiteSpace().PreTokenize(""));
        Assert.Empty(PreTokenizer.CreateWhiteSpace().PreTokenize(default(ReadOnlySpan<char>)));
    }

    private static void AssertPieces(string[] expected, PreTokenizer preTokenizer)
    {
        Assert.Equal(expected, preTokenizer.PreTokenize(Text).Select(p => Text.Substring(p.Offset, p.Length)));
        Assert.Equal(expected, preTokenizer.PreTokenize(Text.AsSpan()).Select(p => Text.Substring(p.Offset, p.Length)));
    }
}
