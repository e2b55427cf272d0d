using System.Globalization;
using CsvHelper;
using CsvHelper.Configuration;

namespace NlpTransfer.Cli.Verbs.Predict;

/// <summary>RFC 4180 with a header: text, label (several with semicolons between them, none where the classifier abstains), then one column for each label's probability.</summary>
internal sealed class CsvPredictions : IPredictionWriter
{
    private readonly CsvWriter _csv;

    public CsvPredictions(TextWriter output, IReadOnlyList<string> labels, string what = "text")
    {
        _csv = new CsvWriter(output, new CsvConfiguration(CultureInfo.InvariantCulture) { NewLine = "\n" }, leaveOpen: true);
        _csv.WriteField(what);
        _csv.WriteField("label");
        foreach (string label in labels)
            _csv.WriteField($"p_{label}");
        _csv.NextRecord();
    }

    public void Write(PredictionRow row)
    {
        _csv.WriteField(row.Text);
        _csv.WriteField(row.Labels is null ? row.IsAbstained == true ? "" : row.Label : string.Join(';', row.Labels));
        foreach (double probability in row.Probabilities)
            _csv.WriteField(probability);
        _csv.NextRecord();
    }

    public void Finish() => _csv.Dispose();
}
