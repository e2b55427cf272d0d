using System.Globalization;

namespace NlpTransfer.Cli.Verbs.Predict;

/// <summary>Aligned columns for people: label, probability of every class, and the beginning of the text.</summary>
/// <param name="several">Whether a text may have several labels.</param>
/// <param name="what">The last column's title.</param>
internal sealed class TablePredictions(Terminal terminal, IReadOnlyList<string> labels, bool several = false, string what = "text") : IPredictionWriter
{
    private const int NumberWidth = 7;
    private const int LeastText = 20;
    private const int MostLabels = 30;
    private readonly int _labelWidth = Math.Max("label".Length, several
        ? Math.Min(MostLabels, labels.Sum(label => label.Length + 2) - 2)
        : labels.Max(label => label.Length));
    private bool _begun;

    public void Write(PredictionRow row)
    {
        if (!_begun)
            WriteHeader();
        var numbers = row.Probabilities.Select((probability, i) =>
            probability.ToString("0.0000", CultureInfo.InvariantCulture).PadLeft(ColumnWidth(labels[i])));
        terminal.Output.WriteLine($"{Chosen(row).PadRight(_labelWidth)}  {string.Join("  ", numbers)}  {Snippet.Of(row.Text, TextWidth)}");
        foreach (string line in row.Explanation is { } why ? ExplanationText.Lines(why, terminal.Colours) : [])
            terminal.Output.WriteLine(line);
    }

    public void Finish()
    {
    }

    private string Chosen(PredictionRow row) => row.Labels switch
    {
        null => row.IsAbstained == true ? "-" : row.Label,
        [] => "-",
        var labels => Snippet.Of(string.Join(", ", labels), _labelWidth),
    };

    private int TextWidth => Math.Max(LeastText, terminal.Width - _labelWidth - 2 - labels.Sum(label => ColumnWidth(label) + 2));

    private static int ColumnWidth(string label) => Math.Max(NumberWidth, label.Length);

    private void WriteHeader()
    {
        _begun = true;
        var names = labels.Select(label => label.PadLeft(ColumnWidth(label)));
        terminal.Output.WriteLine($"{"label".PadRight(_labelWidth)}  {string.Join("  ", names)}  {what}");
    }
}
