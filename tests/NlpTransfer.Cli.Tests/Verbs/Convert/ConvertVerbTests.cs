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
    [InlineData("fasttext-binary")]
    [InlineData("wink-json")]
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

    [Theory]
    [InlineData("word7\n\n (Word9!) \nnowhere\n", "word7 word9")]
    [InlineData("nowhere\n", null)]
    public async Task Convert_OfTheWordsOfAFile_KeepsThoseAndTheirPlainForms(string words, string? kept)
    {
        using var folder = new TemporaryFolder();
        string input = folder.Write("in.txt", Glove), list = folder.Write("words.txt", words);

        var result = await CommandLineRunner.RunAsync(["convert", input, folder["out.txt"], "--to", "glove", "--words", list]);

        if (kept is null) Assert.Contains("has none of the words in", result.Error, StringComparison.Ordinal);
        else Assert.Equal(kept, string.Join(' ', File.ReadLines(folder["out.txt"]).Select(line => line.Split(' ')[0])));
        Assert.Equal(kept is null, result.ExitCode != 0);
        Assert.Equal(kept is null, !File.Exists(folder["out.txt"]));
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
    public async Task Convert_ToProjector_WritesValuesAndWordsBesideThem()
    {
        using var folder = new TemporaryFolder();
        string input = folder.Write("in.txt", Glove);

        var result = await CommandLineRunner.RunAsync(["convert", input, folder["out.tsv"], "--to", "projector", "--limit", "2"]);

        Assert.True(result.ExitCode == 0, result.Error);
        Assert.Equal("0.5\t-0\t0.25\n0.5\t-1\t0.25\n", File.ReadAllText(folder["out.tsv"]));
        Assert.Equal("word0\nword1\n", File.ReadAllText(folder["out.tsv.words.tsv"]));
    }

    [Fact]
    public async Task Inspect_OfVectorsWithData_SaysHowMuchTheyKnow()
    {
        using var folder = new TemporaryFolder();
        string vectors = folder.Write("in.txt", Glove);
        string data = folder.Write("texts.csv", "text\nword1 word2 strange\nword1 strange\n");

        var result = await CommandLineRunner.RunAsync(["inspect", vectors, "--data", data, "--json"]);

        using var document = JsonDocument.Parse(result.Output);
        var coverage = document.RootElement.GetProperty("coverage");
        Assert.Equal(5, coverage.GetProperty("tokens").GetInt32());
        Assert.Equal(0.6, coverage.GetProperty("token_share").GetDouble(), 6);
        Assert.Contains("strange", coverage.GetProperty("most_frequent_missing").ToString());
    }

    [Fact]
    public async Task Inspect_OfWeightsWithData_IsWrongUse()
    {
        using var folder = new TemporaryFolder();
        string data = folder.Write("texts.csv", "text\nword1\n");
        string weights = folder["w.safetensors"];
        File.WriteAllBytes(weights, [2, 0, 0, 0, 0, 0, 0, 0, (byte)'{', (byte)'}']);

        var result = await CommandLineRunner.RunAsync(["inspect", weights, "--data", data]);

        Assert.Equal(2, result.ExitCode);
        Assert.Contains("are for word vectors", result.Error);
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
