using System.Text.Json;

namespace NlpTransfer.Cli.Tests.Verbs.Predict;

public sealed class ZeroShotTests
{
    private static readonly string[] Labels = ["--zero-shot", "sports: match, team, player", "--zero-shot", "business: market, company, shares"];

    [Theory]
    [InlineData("minilm")]
    [InlineData("glove-100d-sample")]
    public async Task Predict_WithLabelsInWords_NeedsNoClassifier(string backbone)
    {
        var result = await CommandLineRunner.RunAsync(["predict", .. Labels, "--backbone", backbone, "--offline", "--jsonl", "The team won the match", "The company sold its shares"]);

        Assert.True(result.ExitCode == 0, result.Error);
        var rows = result.Output.TrimEnd('\n').Split('\n').Select(line => JsonDocument.Parse(line).RootElement).ToArray();
        Assert.Equal(["sports", "business"], rows.Select(row => row.GetProperty("label").GetString()));
        Assert.All(rows, row => Assert.Equal(1, row.GetProperty("probabilities").EnumerateObject().Sum(p => p.Value.GetDouble()), 1e-6));
    }

    [Fact]
    public async Task Evaluate_WithLabelsInWords_MeasuresThem()
    {
        using var folder = new TemporaryFolder();
        string data = folder.Write("news.csv", "text,label\nThe team won the match,sports\nThe company sold its shares,business\n");

        var result = await CommandLineRunner.RunAsync(["evaluate", .. Labels, "--data", data, "--json"]);

        Assert.True(result.ExitCode == 0, result.Error);
        using var document = JsonDocument.Parse(result.Output);
        Assert.Equal(1, document.RootElement.GetProperty("accuracy").GetDouble());
    }

    [Theory]
    [InlineData("--zero-shot and --model exclude each other", "--zero-shot", "a", "--model", "x", "text")]
    [InlineData("--backbone is for --zero-shot", "--backbone", "minilm", "text")]
    [InlineData("at least two labels, found 1", "--zero-shot", "a: b", "text")]
    [InlineData("Expected 'label: description'", "--zero-shot", "a:", "--zero-shot", "b", "text")]
    [InlineData("'glove' is neither a file nor one of minilm", "--zero-shot", "a", "--zero-shot", "b", "--backbone", "glove", "text")]
    [InlineData("--long and --stride are for saved classifiers", "--zero-shot", "a", "--zero-shot", "b", "--long", "mean", "text")]
    public async Task Predict_OfWrongUse_SaysWhatIsRight(string message, params string[] arguments)
    {
        var result = await CommandLineRunner.RunAsync(["predict", "--offline", .. arguments]);

        Assert.Equal(2, result.ExitCode);
        Assert.Contains(message, result.Error);
    }
}
