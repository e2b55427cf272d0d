using System.IO.Compression;
using System.Text.Json;

namespace NlpTransfer.Cli.Tests.Verbs.Tokenize;

public sealed class TokenizeVerbTests
{
    private static readonly string Fixtures = Path.Combine(SourceTree.Find()!, "tests", "fixtures", "tokenization");
    private static readonly string Vocabulary = Path.Combine(Fixtures, "bert-base-uncased-vocab.txt");

    [Fact]
    public async Task Tokenize_EveryLineOfTheReference_GivesItsIds()
    {
        string[] lines = Reference();

        var result = await CommandLineRunner.RunAsync(["tokenize", "--vocab", Vocabulary], string.Join('\n', lines));

        Assert.True(result.ExitCode == 0, result.Error);
        Assert.Equal(lines.Select(Ids), result.Output.TrimEnd('\n').Split('\n').Select(Ids));
    }

    [Fact]
    public async Task Tokenize_AsProcess_AnswersALineBeforeTheNextIsWritten()
    {
        using var process = CommandLineRunner.Start("tokenize", "--vocab", Vocabulary);
        foreach (string line in Reference().Take(3))
        {
            await process.StandardInput.WriteLineAsync(line.AsMemory(), TestContext.Current.CancellationToken);
            await process.StandardInput.FlushAsync(TestContext.Current.CancellationToken);
            string? answer = await process.StandardOutput.ReadLineAsync(TestContext.Current.CancellationToken);
            Assert.Equal(Ids(line), Ids(answer!));
        }

        process.StandardInput.Close();
        Assert.Equal(0, (await CommandLineRunner.EndAsync(process)).ExitCode);
    }

    [Theory]
    [InlineData("{\"text\":", "line 2: not JSON")]
    [InlineData("{\"txt\":\"secret\"}", "line 2: expected an object with a member \"text\"")]
    [InlineData("[1]", "line 2: expected an object")]
    [InlineData("{\"text\":\"\\ud800\"}", "line 2: the text holds half of a surrogate pair")]
    public async Task Tokenize_LineThatIsNoText_NamesTheLineButNotItsContent(string line, string expected)
    {
        var result = await CommandLineRunner.RunAsync(["tokenize", "--vocab", Vocabulary], $"{{\"text\":\"fine\"}}\n{line}\n");

        Assert.Equal(1, result.ExitCode);
        Assert.Contains(expected, result.Error);
        Assert.DoesNotContain("secret", result.Error);
        Assert.Single(result.Output.TrimEnd('\n').Split('\n'));
    }

    private static string[] Reference()
    {
        using var packed = new GZipStream(File.OpenRead(Path.Combine(Fixtures, "bert-uncased.jsonl.gz")), CompressionMode.Decompress);
        using var reader = new StreamReader(packed);
        return reader.ReadToEnd().TrimEnd('\n').Split('\n');
    }

    private static string Ids(string line)
    {
        using var document = JsonDocument.Parse(line);
        return document.RootElement.GetProperty("ids").GetRawText().Replace(" ", "");
    }
}
