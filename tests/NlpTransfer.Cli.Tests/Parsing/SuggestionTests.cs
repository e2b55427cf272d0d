namespace NlpTransfer.Cli.Tests.Parsing;

public sealed class SuggestionTests
{
    private static readonly string[] Known = ["--epochs", "--seed", "--label-column", "--text-column"];

    [Theory]
    [InlineData("--epoch", "--epochs")]
    [InlineData("--sede", "--seed")]
    [InlineData("--label", "--label-column")]
    [InlineData("--TEXT-COLUMN", "--text-column")]
    [InlineData("--quite-another", null)]
    public void Nearest_OfMistypedName_IsTheOneMeant(string typed, string? meant) =>
        Assert.Equal(meant, Suggestion.Nearest(typed, Known));
}
