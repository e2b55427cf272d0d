using NlpTransfer.Training;

namespace NlpTransfer.Experiments;

/// <summary>What came of a run, in figures.</summary>
internal static class Summary
{
    public static string Html(RunRecord run)
    {
        var state = run.IsFinished ? $"Finished {Time((string?)run.Experiment["finished"])}" : "Not finished";
        var result = run.Training?["result"];
        var steps = result is null ? "" : $"; {result["steps"]} steps in {Markup.Number((double?)result["seconds"], "0.0")} s{((int?)result["best_epoch"] is { } best ? $", the weights are those of epoch {best}" : "")}";
        var lead = $"<p>{Markup.Escape($"{state}{steps}.")}</p>\n";
        return run.Metrics.Count == 0 ? lead : lead + Markup.Table(["", "examples", "accuracy", "macro F1", "MCC", "loss", "calibration error", "Brier", "AUROC", "average precision"], run.Metrics.Select(m => Row(m.Key, m.Value)));
    }

    public static string Classes(ClassificationMetrics metrics)
    {
        var decided = metrics.PerClass.Values.Any(c => c.Threshold is not null);
        return Markup.Table(["class", "precision", "recall", "F1", "examples", .. decided ? ["threshold"] : Array.Empty<string>()], metrics.PerClass.Select(c => (string[])
            [c.Key, Markup.Number(c.Value.Precision, "0.000"), Markup.Number(c.Value.Recall, "0.000"), Markup.Number(c.Value.F1, "0.000"), $"{c.Value.Support}", .. decided ? [Markup.Number(c.Value.Threshold, "0.000")] : Array.Empty<string>()]));
    }

    private static string[] Row(string name, ClassificationMetrics m) =>
        [name, $"{m.N}", .. new double?[] { m.Accuracy, m.MacroF1, m.Mcc, m.Loss, m.Ece, m.Brier, m.Auroc, m.AveragePrecision }.Select(v => Markup.Number(v))];

    private static string Time(string? text) => text is { Length: > 19 } ? $"{text[..10]} {text[11..19]} UTC" : text ?? "";
}
