namespace NlpTransfer.Cli.Verbs.Predict;

/// <summary>JSON Lines as they come, or one document at the end.</summary>
internal sealed class JsonPredictions(TextWriter output, IReadOnlyList<string> labels, bool lines, string what = "text") : IPredictionWriter
{
    private readonly List<object> _rows = [];

    public void Write(PredictionRow row)
    {
        var shape = new Dictionary<string, object?>
        {
            [what] = row.Text,
            [row.Labels is null ? "label" : "labels"] = (object?)row.Labels ?? (row.IsAbstained == true ? null : row.Label),
            ["probabilities"] = Named(row.Probabilities),
        };
        if (row.IsAbstained is { } abstained) shape["abstained"] = abstained;
        if (row.Explanation is { } why) shape["explanation"] = new { why.Label, why.LogOdds, why.BaselineLogOdds, why.Gap, why.Agreement, why.Unread, why.Words };
        if (lines)
            JsonOutput.WriteLine(output, shape);
        else
            _rows.Add(shape);
    }

    public void Finish()
    {
        if (!lines)
            JsonOutput.WriteDocument(output, new { Labels = labels, Predictions = _rows });
    }

    // Label names are the user's own and stay as they are; only property names of ours become snake_case.
    private Dictionary<string, double> Named(IReadOnlyList<double> probabilities) =>
        labels.Zip(probabilities).ToDictionary(pair => pair.First, pair => pair.Second, StringComparer.Ordinal);
}
