using System.Globalization;
using NlpTransfer.Training;
using Spectre.Console;

namespace NlpTransfer.Cli.Reports;

/// <summary>Metrics for people: models side by side, then one model class by class.</summary>
internal static class MetricsReport
{
    private const int MostConfusionClasses = 12;

    /// <summary>One row a model; the best figure of each column is bold.</summary>
    public static Table Comparison(IReadOnlyList<(string Name, ClassificationMetrics Metrics)> models)
    {
        if (models.All(model => model.Metrics.MicroF1 is not null))
            return SeveralLabels(models);
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

    /// <summary>Precision, recall and F1 of every class.</summary>
    public static Table Classes(ClassificationMetrics metrics)
    {
        var table = Plain();
        table.AddColumn("class");
        bool ranked = metrics.MicroF1 is not null, decided = metrics.PerClass.Values.Any(figures => figures.Threshold is not null);
        AddNumberColumns(table, ["precision", "recall", "F1", .. ranked ? ["AP"] : Array.Empty<string>(), "examples", .. decided ? ["threshold"] : Array.Empty<string>()]);
        foreach (var (name, figures) in metrics.PerClass)
            table.AddRow([Line(name), .. Figures(figures, ranked, decided).Select(Line)]);
        return table;
    }

    /// <summary>One row a model over texts that have several labels.</summary>
    private static Table SeveralLabels(IReadOnlyList<(string Name, ClassificationMetrics Metrics)> models)
    {
        var table = Plain();
        table.AddColumn("");
        AddNumberColumns(table, ["exact", "micro F1", "macro F1", "mean AP", "loss"]);
        foreach (var (name, m) in models)
            table.AddRow([Line(name), .. new[] { m.Accuracy, m.MicroF1, m.MacroF1, m.AveragePrecision, m.Loss }.Select(value => Line(Share(value)))]);
        return table;
    }

    /// <summary>The confusion matrix; null when it has more classes than a terminal has room for.</summary>
    public static Table? Confusion(ClassificationMetrics metrics)
    {
        if (metrics.PerClass.Count > MostConfusionClasses)
            return null;
        var table = Plain();
        table.AddColumn(new TableColumn(Line("is \\ labelled")));
        AddNumberColumns(table, [.. metrics.PerClass.Keys]);
        foreach (var (name, row) in metrics.PerClass.Keys.Zip(metrics.Confusion))
            table.AddRow([Line(name), .. row.Select(count => Line($"{count}"))]);
        return table;
    }

    /// <summary>All that is known of one model.</summary>
    public static void WriteDetails(Terminal terminal, ClassificationMetrics metrics)
    {
        terminal.WriteError(Classes(metrics));
        if (metrics.Coverage is { } coverage)
            terminal.Error.WriteLine($"It gives a label to {Share(coverage)} of the texts, and of those to {Share(metrics.AnsweredAccuracy)} the right one; the tables are as if it gave one to each.");
        if (metrics.Confusion.Length == 0)
            return;
        if (Confusion(metrics) is { } confusion)
            terminal.WriteError(confusion);
        else
            terminal.Error.WriteLine($"The confusion matrix of {metrics.PerClass.Count} classes is in the output of --json.");
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

    private static IEnumerable<string> Figures(ClassMetrics figures, bool ranked, bool decided)
    {
        yield return Share(figures.Precision);
        yield return Share(figures.Recall);
        yield return Share(figures.F1);
        if (ranked)
            yield return Share(figures.AveragePrecision);
        yield return $"{figures.Support}";
        if (decided)
            yield return Share(figures.Threshold);
    }

    // Never markup: label names are the user's and may hold brackets.
    private static Text Line(string text) => new(text) { Overflow = Overflow.Ellipsis };

    private static Table Plain() => new() { Border = TableBorder.Simple };

    private static void AddNumberColumns(Table table, string[] names)
    {
        foreach (string name in names)
            table.AddColumn(new TableColumn(Line(name)).RightAligned().NoWrap());
    }
}
