using NlpTransfer.Classifiers;
using NlpTransfer.Training;

namespace NlpTransfer.Experiments;

/// <summary>What is wrong with the most confidence: texts of the data only where they were asked for, pictures as the training's contact sheet shows them.</summary>
internal static class MistakeTable
{
    private const int LongestText = 400;

    public static string Html(IReadOnlyList<SavedPrediction> rows, ClassificationMetrics metrics, ReportOptions options, string sheet)
    {
        var several = metrics.MicroF1 is not null;
        var mistakes = rows.Where(r => !r.IsRight && (several || r.Labels.Count == 1)).OrderBy(Agreement).Take(options.Mistakes).ToList();
        if (mistakes.Count == 0) return rows.Count == 0 ? "" : "<p>There is none.</p>\n";
        string[] heads = ["file", "row", "is", "taken for", "probability of what it is", .. options.Text is null ? Array.Empty<string>() : ["text"]];
        var table = Markup.Table(heads, mistakes.Select(r => Row(r, options)), texts: true);
        if (File.Exists(sheet)) return Sheet(sheet) + table;
        return table + (options.Text is null ? "<p class=\"note\">Texts are left out; 'nlp-transfer report RUN --include-texts' shows them.</p>\n" : "");
    }

    private static string Sheet(string path) =>
        $"<p class=\"note\">The worst, row by row in the order of the table:</p>\n<p><img class=\"sheet\" alt=\"contact sheet of the worst mistakes\" src=\"data:image/jpeg;base64,{Convert.ToBase64String(File.ReadAllBytes(path))}\"></p>\n";

    private static string[] Row(SavedPrediction row, ReportOptions options) =>
    [
        row.File, $"{row.Row}", Names(row.Labels), Names(row.Predicted), Markup.Number(Agreement(row), "0.000"),
        .. options.Text is { } text ? [Markup.Short(text(row.File, row.Row) ?? "", LongestText)] : Array.Empty<string>(),
    ];

    private static string Names(IReadOnlyList<string> labels) => labels.Count == 0 ? "none" : string.Join(", ", labels);

    // Of several labels the one decision that is farthest from the truth.
    private static double Agreement(SavedPrediction row) => row.Probabilities.Min(p => row.Labels.Contains(p.Key) ? p.Value : row.Labels.Count == 1 && row.Predicted.Count == 1 ? 1 : 1 - p.Value);
}
