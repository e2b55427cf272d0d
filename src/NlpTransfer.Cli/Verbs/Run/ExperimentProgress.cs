using System.Globalization;
using NlpTransfer.Cli.Reports;
using NlpTransfer.Experiments;

namespace NlpTransfer.Cli.Verbs.Run;

/// <summary>The runs of an experiment as they end, a line each.</summary>
/// <param name="terminal">Where to.</param>
/// <param name="folder">Where all runs lie; each is called by its place in it.</param>
/// <param name="total">How many there will be, where that is known.</param>
internal sealed class ExperimentProgress(Terminal terminal, string folder, int? total)
{
    private int _ended;

    /// <summary>A run that ended.</summary>
    public void Add(TrialOutcome outcome)
    {
        string place = total is { } all ? $"{++_ended}/{all}" : $"{++_ended}";
        string name = Path.GetRelativePath(folder, outcome.Folder) is var below && below == "." ? outcome.Trial.Name : below;
        terminal.Error.WriteLine(outcome switch
        {
            { Error: { } error } => $"{place}  {name}  failed: {error}",
            { IsDone: false } => $"{place}  {name}  stopped",
            { Before: TrialState.Finished } => $"{place}  {name}  was done already{Figures(outcome)}",
            { Before: TrialState.Stopped } => $"{place}  {name}  continued, {Duration.Text(outcome.Duration)}{Figures(outcome)}",
            _ => $"{place}  {name}  {Duration.Text(outcome.Duration)}{Figures(outcome)}",
        });
    }

    /// <summary>A round of halving that ended.</summary>
    public void Add(HalvingRound round, HalvingOptions options)
    {
        terminal.Error.WriteLine($"After {round.Epochs} epoch{(round.Epochs == 1 ? "" : "s")}, by {options.By}:");
        foreach (var (place, (configuration, score)) in round.Ranking.Index())
            terminal.Error.WriteLine(string.Create(CultureInfo.InvariantCulture, $"  {(place < round.Kept || (round.Kept == 0 && place == 0) ? "*" : " ")} {score?.ToString("0.0000", CultureInfo.InvariantCulture) ?? "failed"}  {configuration}"));
    }

    private static string Figures(TrialOutcome outcome)
    {
        var metrics = RunRecord.Open(outcome.Folder).Metrics;
        return metrics.TryGetValue("test", out var test) ? $"  test accuracy {MetricsReport.Share(test.Accuracy)}, loss {MetricsReport.Share(test.Loss)}"
            : metrics.TryGetValue("validation", out var validation) ? $"  validation accuracy {MetricsReport.Share(validation.Accuracy)}, loss {MetricsReport.Share(validation.Loss)}" : "";
    }
}
