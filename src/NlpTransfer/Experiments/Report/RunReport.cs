namespace NlpTransfer.Experiments;

/// <summary>
/// A run on one page: what came of it, how it got there, where it is wrong. One file that needs nothing else: no network, no script,
/// drawings as SVG, in the colours of the reader's system, a contact sheet within the page.
/// </summary>
public static class RunReport
{
    /// <summary>Its name in the run's folder.</summary>
    public const string FileName = "report.html";

    /// <summary>Writes it into the run's folder.</summary>
    /// <returns>The file.</returns>
    /// <exception cref="InvalidDataException">The folder holds no run, or a damaged one.</exception>
    public static string Write(string folder, ReportOptions? options = null)
    {
        var file = Path.Combine(folder, FileName);
        File.WriteAllText(file, Html(RunRecord.Open(folder), options));
        return file;
    }

    /// <summary>The page.</summary>
    /// <exception cref="InvalidDataException">A file of the run is damaged.</exception>
    public static string Html(RunRecord run, ReportOptions? options = null)
    {
        options ??= new();
        var part = run.PredictionsOf("test") is { Count: > 0 } ? "test" : "validation";
        var page = new ReportPage(run.Name);
        page.Add("", Summary.Html(run));
        page.Add("Loss", Curves.Losses(run));
        page.Add("Figures on the validation part", Curves.Figures(run));
        page.Add("What trained when", ScheduleDrawing.Html(run));
        if (run.Metrics.TryGetValue(part, out var metrics))
        {
            var rows = run.PredictionsOf(part) ?? [];
            page.Add($"Confusion on the {part} part", ConfusionDrawing.Html(metrics));
            page.Add($"Every class on the {part} part", Summary.Classes(metrics));
            page.Add("Is it as often right as it says?", ReliabilityDrawing.Html(rows, metrics));
            page.Add("Thresholds", ThresholdDrawing.Html(rows, metrics));
            page.Add("Worst mistakes", MistakeTable.Html(rows, metrics, options, RunRecord.SheetPath(run.Folder, part)));
        }
        page.Add("Data", Facts.Data(run));
        page.Add("Time", Facts.Time(run));
        page.Add("How to have it again", Facts.Origin(run));
        return page.ToString();
    }
}
