using System.Text.Json.Nodes;

namespace NlpTransfer.Experiments;

/// <summary>What moved during a training.</summary>
internal static class Curves
{
    private const double Smoothing = 0.9;

    public static string Losses(RunRecord run)
    {
        var lines = run.Lines().ToList();
        return new Chart("Loss over the steps of the training", "step").Draw(
            ("batches, smoothed", Smoothed(Points(lines, "step", "loss"))), ("training", Points(lines, "epoch", "training_loss")), ("validation", Points(Evaluations(lines), null, "validation_loss")));
    }

    public static string Figures(RunRecord run)
    {
        var lines = run.Lines().ToList();
        var chart = new Chart("Accuracy and macro F1 on the validation part", "step") { IsShare = true }.Draw(
            ("accuracy", Points(Evaluations(lines), null, "validation_accuracy")), ("macro F1", Points(Evaluations(lines), null, "validation_macro_f1")));
        var epochs = lines.Where(l => (string?)l["type"] == "epoch").ToList();
        return epochs.Count == 0 ? chart : $"{chart}<details><summary>Every epoch in figures</summary>{Markup.Table(["epoch", "phase", "step", "training loss", "validation loss", "accuracy", "macro F1", "padding", ""], epochs.Select(Row))}</details>\n";
    }

    private static string[] Row(JsonObject epoch) =>
    [
        $"{epoch["epoch"]}", $"{epoch["phase"]}", $"{epoch["step"]}", Markup.Number((double?)epoch["training_loss"]), Markup.Number((double?)epoch["validation_loss"]), Markup.Number((double?)epoch["validation_accuracy"]),
        Markup.Number((double?)epoch["validation_macro_f1"]), Markup.Number((double?)epoch["padding_share"], "0.0 %"), (bool?)epoch["is_best"] == true ? "best so far" : "",
    ];

    private static List<JsonObject> Evaluations(List<JsonObject> lines) => [.. lines.Where(l => (string?)l["type"] is "epoch" or "evaluation")];

    private static List<(double, double)> Points(List<JsonObject> lines, string? type, string value) =>
        [.. lines.Where(l => (type is null || (string?)l["type"] == type) && l[value] is not null).Select(l => ((double)l["step"]!, (double)l[value]!))];

    private static List<(double, double)> Smoothed(List<(double X, double Y)> points)
    {
        var mean = points.Count > 0 ? points[0].Y : 0;
        return [.. points.Select(p => (p.X, mean = (mean * Smoothing) + (p.Y * (1 - Smoothing))))];
    }
}
