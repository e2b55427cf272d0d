using System.Text.Json;

namespace NlpTransfer.Cli.Tests.Verbs.Nearest;

public sealed class NearestVerbTests
{
    // a and its neighbour, one at a right angle, one opposite.
    private const string Glove = "a 1 0 0\nnear 0.9 0.1 0\nside 0 1 0\nopposite -1 0 0\nlower 0 0 1\n";

    [Fact]
    public async Task Nearest_OfAWord_ListsTheOthersByTheirAngle()
    {
        using var folder = new TemporaryFolder();
        var result = await Run(folder, "a", "--top", "2", "--json");
        using var document = JsonDocument.Parse(result.Output);
        Assert.Equal(["near", "side"], document.RootElement.EnumerateArray().Select(n => n.GetProperty("word").GetString()));
        Assert.Equal(0.9939, document.RootElement[0].GetProperty("similarity").GetDouble(), 4);
    }

    [Theory]
    [InlineData("near - a")]
    [InlineData("near", "-", "a")]
    public async Task Nearest_OfASum_IsTheSameInOneArgumentAndInSeveral(params string[] words)
    {
        using var folder = new TemporaryFolder();
        var result = await Run(folder, [.. words, "--top", "1"]);
        Assert.True(result.ExitCode == 0, result.Error);
        Assert.EndsWith("side\n", result.Output);
    }

    [Fact]
    public async Task Nearest_OfAWordInCapitals_FindsItInLowerCase()
    {
        using var folder = new TemporaryFolder();
        var result = await Run(folder, "LOWER", "--top", "1");
        Assert.True(result.ExitCode == 0, result.Error);
    }

    [Theory]
    [InlineData("have no word 'opposit'. Did you mean 'opposite'?", "opposit")]
    [InlineData("Expected a word at the end in 'a +'", "a +")]
    [InlineData("nearest needs a word")]
    public async Task Nearest_OfWhatIsNot_IsWrongUse(string message, params string[] words)
    {
        using var folder = new TemporaryFolder();
        var result = await Run(folder, words);
        Assert.Equal(2, result.ExitCode);
        Assert.Contains(message, result.Error);
    }

    private static Task<CliResult> Run(TemporaryFolder folder, params string[] arguments) =>
        CommandLineRunner.RunAsync(["nearest", .. arguments, "--vectors", folder.Write("v.txt", string.Concat(Enumerable.Repeat(Glove, 1)) + string.Concat(Enumerable.Range(0, 50).Select(i => $"filler{i} 0 -1 -1\n")))]);
}
