using NlpTransfer.Cli.Reports;
using Spectre.Console;

namespace NlpTransfer.Cli.Verbs.Quickstart;

/// <summary>What quickstart found, for people or as one JSON document.</summary>
internal sealed class QuickstartReport(
    VerbRun run, QuickstartTask task, string model, IReadOnlyList<QuickstartRow> rows, QuickstartRow? plain, IReadOnlyList<QuickstartSample> samples, Stages stages)
{
    private const int SnippetWidth = 60;

    /// <summary>Writes it.</summary>
    public void Write()
    {
        if (run.Json)
            WriteJson();
        else
            WriteText();
    }

    private void WriteText()
    {
        var error = run.Terminal.Error;
        error.WriteLine();
        error.WriteLine($"On {rows[0].Metrics.N:N0} held-out texts, no near-duplicate of which was trained on:");
        run.Terminal.WriteError(MetricsReport.Comparison([.. rows.Select(row => (row.Name, row.Metrics))]));
        MetricsReport.WriteDetails(run.Terminal, rows[^1].Metrics);
        error.WriteLine(plain is null
            ? "There are no near-duplicates in this corpus, so a plain stratified split is the same."
            : $"The same network on a plain stratified split, to compare with published figures: accuracy {MetricsReport.Share(plain.Metrics.Accuracy)}.");
        error.WriteLine();
        error.WriteLine("Five held-out texts, labelled by the saved classifier:");
        run.Terminal.WriteError(Samples());
        var total = TimeSpan.FromTicks(stages.Done.Sum(stage => stage.Time.Ticks));
        error.WriteLine($"Done in {Duration.Text(total)}. Try it: nlp-transfer predict --model {model} \"{task.Example}\"");
        run.Terminal.Output.WriteLine(model);
    }

    private Table Samples()
    {
        var table = new Table { Border = TableBorder.Simple };
        foreach (string name in new[] { "is", "labelled", "probability", "text" })
            table.AddColumn(new TableColumn(name).NoWrap());
        foreach (var sample in samples)
            table.AddRow(new Text(sample.Truth), new Text(sample.Predicted), new Text(MetricsReport.Share(sample.Probability)), new Text(Snippet.Of(sample.Text, SnippetWidth)) { Overflow = Overflow.Ellipsis });
        return table;
    }

    private void WriteJson() => JsonOutput.WriteDocument(run.Terminal.Output, new
    {
        Model = model,
        Honest = rows.ToDictionary(row => row.Name, row => row.Metrics),
        Plain = plain?.Metrics,
        Samples = samples.Select(sample => new { sample.Truth, sample.Predicted, sample.Probability, Text = Snippet.Of(sample.Text, SnippetWidth) }),
        Stages = stages.Done.Select(stage => new { stage.Name, Seconds = stage.Time.TotalSeconds }),
        Seconds = stages.Done.Sum(stage => stage.Time.TotalSeconds),
    });
}
