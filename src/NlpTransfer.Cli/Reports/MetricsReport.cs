using System.Globalization;
using NlpTransfer.Training;
using Spectre.Console;

namespace NlpTransfer.Cli.Reports;

/// <summary>Metrics for people: models side by side, then one model class by class.</summary>
internal static class MetricsReport
{
    /// <summary>One row a model; the best figure of each column is bold.</summary>
    public static Table Comparison(IReadOnlyList<(string Name, ClassificationMetrics Metrics)> models)
    {
        bool binary = models.Any(model => model.Metrics.Auroc is not null);
        var table = Plain();
        table.AddColumn("");
        AddNumberColumns(table, ["accuracy", "macro F1", "MCC", "loss", .. binary ? ["AUROC"] : Array.Empty<string>()]);
        double best = models.Max(model => model.Metrics.Accuracy);
        foreach (var (name, metrics) in models)
            table.AddRow([new Text(name, metrics.Accuracy == best ? new Style(decoration: Decoration.Bold) : null),
                .. Figures(metrics, binary).Select(figure => new Text(figure))]);
        return table;
    }

    /// <summary>Precision, recall, F1 and the confusion row of every class.</summary>
    public static Table Classes(ClassificationMetrics metrics)
    {
        var table = Plain();
        table.AddColumn("true class");
        AddNumberColumns(table, ["precision", "recall", "F1", "examples", .. metrics.PerClass.Keys.Select(name => $"as {name}")]);
        int row = 0;
        foreach (var (name, figures) in metrics.PerClass)
            table.AddRow([new Text(name), .. Row(figures, metrics.Confusion[row++]).Select(figure => new Text(figure))]);
        return table;
    }

    /// <summary>A share with four digits, as tables and sentences show it.</summary>
    public static string Share(double? value) => value is { } number && double.IsFinite(number)
        ? number.ToString("0.0000", CultureInfo.InvariantCulture)
        : "-";

    private static IEnumerable<string> Figures(ClassificationMetrics metrics, bool binary)
    {
        yield return Share(metrics.Accuracy);
        yield return Share(metrics.MacroF1);
        yield return Share(metrics.Mcc);
        yield return Share(metrics.Loss);
        if (binary)
            yield return Share(metrics.Auroc);
    }

    private static IEnumerable<string> Row(ClassMetrics figures, int[] predicted) =>
    [
        Share(figures.Precision), Share(figures.Recall), Share(figures.F1), $"{figures.Support}", .. predicted.Select(count => $"{count}"),
    ];

    private static Table Plain() => new() { Border = TableBorder.Simple };

    private static void AddNumberColumns(Table table, string[] names)
    {
        foreach (string name in names)
            table.AddColumn(new TableColumn(new Text(name)).RightAligned());
    }
}
