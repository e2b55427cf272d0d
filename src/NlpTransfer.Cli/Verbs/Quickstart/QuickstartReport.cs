using NlpTransfer.Cli.Reports;

namespace NlpTransfer.Cli.Verbs.Quickstart;

/// <summary>What quickstart found, for people or as one JSON document.</summary>
internal sealed class QuickstartReport(
    VerbRun run, QuickstartTask task, string model, string encoder, IReadOnlyList<QuickstartRow> rows, QuickstartRow? plain, IReadOnlyList<QuickstartSample> samples, Stages stages)
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
        MetricsReport.WriteDetails(run.Terminal, rows.MaxBy(row => row.Metrics.Accuracy)!.Metrics);
        error.WriteLine(plain is null
            ? "There are no near-duplicates in this corpus, so a plain stratified split is the same."
            : $"The same CNN on a plain stratified split, to compare with published figures: accuracy {MetricsReport.Share(plain.Metrics.Accuracy)}.");
        error.WriteLine();
        error.WriteLine("Five held-out texts, labelled by the saved classifier:");
        WriteSamples();
        var total = TimeSpan.FromTicks(stages.Done.Sum(stage => stage.Time.Ticks));
        error.WriteLine($"Done in {Duration.Text(total)}. Try it: nlp-transfer predict --model {model} --explain \"{task.Example}\", or with --model {encoder}");
        run.Terminal.Output.WriteLine(model);
    }

    private void WriteSamples()
    {
        int width = Math.Max("labelled".Length, samples.Max(sample => Math.Max(sample.Truth.Length, sample.Predicted.Length)));
        run.Terminal.Error.WriteLine($"  {"is".PadRight(width)}  {"labelled".PadRight(width)}  probability  text");
        foreach (var sample in samples)
            run.Terminal.Error.WriteLine($"  {sample.Truth.PadRight(width)}  {sample.Predicted.PadRight(width)}  {MetricsReport.Share(sample.Probability),11}  {Snippet.Of(sample.Text, SnippetWidth)}");
        run.Terminal.Error.WriteLine();
    }

    private void WriteJson() => JsonOutput.WriteDocument(run.Terminal.Output, new
    {
        Model = model,
        Encoder = encoder,
        Honest = rows.ToDictionary(row => row.Name, row => row.Metrics),
        Plain = plain?.Metrics,
        Samples = samples.Select(sample => new { sample.Truth, sample.Predicted, sample.Probability, Text = Snippet.Of(sample.Text, SnippetWidth) }),
        Stages = stages.Done.Select(stage => new { stage.Name, Seconds = stage.Time.TotalSeconds }),
        Seconds = stages.Done.Sum(stage => stage.Time.TotalSeconds),
    });
}
