using System.Net;
using System.Text.RegularExpressions;
using System.Xml.Linq;
using NlpTransfer.Experiments;
using NlpTransfer.Tests.Data;

namespace NlpTransfer.Tests.Experiments;

public sealed partial class RunReportTests : IDisposable
{
    private const string Evil = "<script>alert('x')</script>\"&\u0001.csv";

    private readonly TempFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public void Html_OfARun_NeedsNothingElseAndIsWellFormed()
    {
        string html = RunReport.Html(RunRecord.Open(Run()));
        Assert.DoesNotMatch("<script|<link|<img|src=|href=|url\\(|@import", html);
        Assert.Contains("default-src 'none'", html);
        foreach (Match svg in Svgs().Matches(html)) XDocument.Parse(svg.Value);
        Assert.True(Svgs().Count(html) >= 6, $"{Svgs().Count(html)} pictures");
    }

    [Fact]
    public void Html_EverySection_IsThere()
    {
        string html = RunReport.Html(RunRecord.Open(Run()));
        string[] headings = [.. Headings().Matches(html).Select(m => WebUtility.HtmlDecode(m.Groups[1].Value))];
        Assert.Equal(
            ["Loss", "Figures on the validation part", "What trained when", "Confusion on the test part", "Every class on the test part", "Is it as often right as it says?", "Thresholds", "Worst mistakes", "Data", "Time", "How to have it again"], headings);
        Assert.Contains("5 training examples are longer than the model", html);
        Assert.Contains("90 of 100 running words", html);
        Assert.Contains("chosen: 0.5", html);
        Assert.Contains("10 of 50 of ham taken for spam", html); // wrong: every tenth, which are all ham
    }

    [Fact]
    public void Html_NamesAndTexts_AreEscaped()
    {
        string html = RunReport.Html(RunRecord.Open(Run(Evil)), new() { Text = (_, _) => "<b>bold</b>" });
        Assert.DoesNotContain("<script", html);
        Assert.DoesNotContain("<b>", html);
        Assert.Contains("&lt;script&gt;", html);
        Assert.Contains("&lt;b&gt;bold&lt;/b&gt;", html);
        Assert.DoesNotContain('\u0001', html);
    }

    [Fact]
    public void Html_Mistakes_AreTheWorstFirstAndHaveTextsOnlyWhenAsked()
    {
        var run = RunRecord.Open(Run());
        string without = RunReport.Html(run, new() { Mistakes = 3 }), with = RunReport.Html(run, new() { Mistakes = 3, Text = (file, row) => $"text {row} of {file}" });
        Assert.Contains("Texts are left out", without);
        Assert.DoesNotContain("text 1 of", without);
        Assert.Contains("text 1 of mails.csv", with);
        Assert.Equal(3, Regex.Count(with, "text \\d+ of mails.csv"));
    }

    [Fact]
    public void Html_OfARunWithNothingButItsDescription_IsAPageAllTheSame()
    {
        folder.Write("experiment.json", """{"format_version": 1, "seed": 1}""");
        string html = RunReport.Html(RunRecord.Open(folder.Root));
        Assert.Contains("Not finished.", html);
        Assert.DoesNotContain("NaN", html);
    }

    [Theory]
    [InlineData(0, 1, 5, new[] { 0, 0.2, 0.4, 0.6, 0.8, 1 })]
    [InlineData(0, 1234, 5, new[] { 0.0, 500, 1000 })]
    [InlineData(0.31, 0.78, 5, new[] { 0.4, 0.5, 0.6, 0.7 })]
    public void Axis_Ticks_AreRoundNumbersWithinTheRange(double low, double high, int count, double[] expected) =>
        Assert.Equal(expected, new Axis(low, high, 0, 100).Ticks(count).Select(t => Math.Round(t, 9)));

    /// <summary>A run with everything that a report shows; every tenth of 100 examples is wrong.</summary>
    private string Run(string file = "mails.csv") => Example(folder["run"], file);

    internal static string Example(string path, string file = "mails.csv")
    {
        FakeRuns.Write(path, new() { ["--data"] = [file], ["--backbone"] = ["cnn"], ["--set"] = ["dropout=0.1"] }, 1, FakeRuns.Probabilities(100, i => i % 10 == 0), file);
        string description = Path.Combine(path, "experiment.json");
        File.WriteAllText(description, File.ReadAllText(description)[..^1] + """
            ,"schedule":{"name":"own","phases":[{"name":"frozen","rate_factors":{"embeddings":0,"head":1}},{"name":"all","rate_factors":{"embeddings":0.01,"head":1}}]},
            "data":{"training_examples":300,"training_sha256":"ab","validation_examples":30,"validation_sha256":"cd","test_examples":100,"test_sha256":"ef"},
            "versions":{"nlp_transfer":"0.1.0"},"commit":"0123abc-dirty","stages":{"data":0.2,"training":3.5,"test":0.1},"words":{"words":20,"known_words":15,"tokens":100,"known_tokens":90,"token_share":0.9}}
            """);
        File.WriteAllText(Path.Combine(path, "model", "training.json"), """
            {"format_version":1,"result":{"steps":40,"seconds":3.4,"best_epoch":2,"features":[{"data":"training","frozen_groups":1,"storage":"memory","reason":null,"seconds":0.5,"hits":600}],"epochs":[{"epoch":1,"truncated":5}]}}
            """);
        var lines = Enumerable.Range(1, 40).Select(step => $$"""{"type":"step","step":{{step}},"phase":{{(step > 20 ? 2 : 1)}},"loss":{{0.7 - (step * 0.01)}},"learning_rate":{{0.002 - (step * 0.00004)}},"gradient_norm":1,"examples":32}""").ToList();
        foreach (int epoch in new[] { 1, 2 })
            lines.Insert((epoch * 21) - 1, $$"""{"type":"epoch","step":{{epoch * 20}},"epoch":{{epoch}},"phase":"p","training_loss":{{0.6 / epoch}},"validation_loss":{{0.7 / epoch}},"validation_accuracy":{{0.4 + (epoch * 0.2)}},"validation_macro_f1":{{0.4 + (epoch * 0.15)}},"is_best":true,"padding_share":0.03}""");
        lines.Add("{\"type\":\"step\",\"st"); // killed while it was written
        File.WriteAllLines(Path.Combine(path, "metrics.jsonl"), lines);
        return path;
    }

    [GeneratedRegex("<svg.*?</svg>", RegexOptions.Singleline)]
    private static partial Regex Svgs();

    [GeneratedRegex("<h2>(.*?)</h2>")]
    private static partial Regex Headings();
}
