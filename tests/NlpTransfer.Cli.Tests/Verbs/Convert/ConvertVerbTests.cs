using System.Text.Json;

namespace NlpTransfer.Cli.Tests.Verbs.Convert;

public sealed class ConvertVerbTests
{
    // Enough rows that text can be told from binary by its first bytes.
    private static readonly string Glove = string.Concat(Enumerable.Range(0, 50).Select(i => $"word{i} 0.5 -{i} 0.25\n"));

    [Theory]
    [InlineData("vectors")]
    [InlineData("glove")]
    [InlineData("word2vec")]
    [InlineData("word2vec-binary")]
    public async Task Convert_ThroughEveryFormat_ComesBackAsItWas(string format)
    {
        using var folder = new TemporaryFolder();
        string input = folder.Write("in.txt", Glove);

        var there = await CommandLineRunner.RunAsync(["convert", input, folder["there"], "--to", format]);
        var back = await CommandLineRunner.RunAsync(["convert", folder["there"], folder["back.txt"], "--to", "glove"]);

        Assert.True(there.ExitCode == 0, there.Error);
        Assert.True(back.ExitCode == 0, back.Error);
        Assert.Equal(folder["there"] + "\n", there.Output);
        Assert.Equal(Glove, File.ReadAllText(folder["back.txt"]));
    }

    [Fact]
    public async Task Convert_WithLimitAndJson_SaysHowManyWords()
    {
        using var folder = new TemporaryFolder();
        string input = folder.Write("in.txt", Glove);

        var result = await CommandLineRunner.RunAsync(["convert", input, folder["out.vectors"], "--limit", "1", "--json"]);

        using var document = JsonDocument.Parse(result.Output);
        Assert.Equal(1, document.RootElement.GetProperty("words").GetInt32());
        Assert.Equal("glove", document.RootElement.GetProperty("from").GetString());
    }

    [Fact]
    public async Task Inspect_OfVectors_SaysFormatWordsAndDimension()
    {
        using var folder = new TemporaryFolder();
        string input = folder.Write("in.txt", Glove);

        var result = await CommandLineRunner.RunAsync(["inspect", input, "--json"]);

        using var document = JsonDocument.Parse(result.Output);
        Assert.Equal("glove", document.RootElement.GetProperty("format").GetString());
        Assert.Equal(50, document.RootElement.GetProperty("words").GetInt32());
        Assert.Equal(3, document.RootElement.GetProperty("dimension").GetInt32());
    }

    [Fact]
    public async Task Convert_BrokenFile_SaysWhereAndWritesNothing()
    {
        using var folder = new TemporaryFolder();
        string input = folder.Write("in.txt", "the 0.5 -1 2\ncat 1 0\n");

        var result = await CommandLineRunner.RunAsync(["convert", input, folder["out"]]);

        Assert.Equal(1, result.ExitCode);
        Assert.Contains("in.txt", result.Error);
        Assert.False(File.Exists(folder["out"]));
    }
}
