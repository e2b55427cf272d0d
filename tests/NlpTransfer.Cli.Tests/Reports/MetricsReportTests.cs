using NlpTransfer.Cli.Reports;
using NlpTransfer.Training;

namespace NlpTransfer.Cli.Tests.Reports;

public sealed class MetricsReportTests
{
    private static readonly ClassificationMetrics Metrics = ClassificationMetrics.Compute(
        [0.9f, 0.1f, 0.8f, 0.2f, 0.4f, 0.6f, 0.7f, 0.3f], [0, 0, 1, 1], ["ham", "[spam]"]);

    [Fact]
    public void Comparison_OfTwoModels_ShowsBothWithTheirFigures()
    {
        string text = Drawn(MetricsReport.Comparison([("majority", Metrics), ("CNN", Metrics)]));

        Assert.Contains("AUROC", text);
        Assert.Contains("majority", text);
        Assert.Contains("0.7500", text);
        Assert.DoesNotContain('\e', text);
    }

    [Fact]
    public void Classes_WithBracketsInTheName_AreNotReadAsMarkup()
    {
        Assert.Contains("[spam]", Drawn(MetricsReport.Classes(Metrics)));
        Assert.Matches(@"\[spam\] +1 +1", Drawn(MetricsReport.Confusion(Metrics)!));
    }

    private static string Drawn(Spectre.Console.Table table)
    {
        using var error = new StringWriter { NewLine = "\n" };
        new Terminal(Stream.Null, TextWriter.Null, error).WriteError(table);
        return error.ToString();
    }
}
