using NlpTransfer.Cli.Reports;
using NlpTransfer.Training;

namespace NlpTransfer.Cli.Verbs.Train;

/// <summary>What a training came to: tables for people, or one JSON document.</summary>
internal sealed class TrainReport(VerbRun run, string model, TrainingResult result, ClassificationMetrics? test, Stages stages)
{
    /// <summary>What the hint at the end predicts.</summary>
    public string Example { get; init; } = "some text";

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
        (string Name, ClassificationMetrics? Metrics)[] parts = [("validation", result.Validation), ("test", test)];
        var measured = parts.Where(part => part.Metrics is not null).Select(part => (part.Name, part.Metrics!)).ToList();
        if (measured.Count > 0)
            run.Terminal.WriteError(MetricsReport.Comparison(measured));
        if (result.Decision is { } decision)
            foreach (string line in DecisionText.Lines(decision))
                run.Terminal.Error.WriteLine(line);
        if (test is not null)
            MetricsReport.WriteDetails(run.Terminal, test);
        run.Terminal.Error.WriteLine($"Try it: nlp-transfer predict --model {model} \"{Example}\"");
        run.Terminal.Output.WriteLine(model);
    }

    private void WriteJson() => JsonOutput.WriteDocument(run.Terminal.Output, new
    {
        Model = model,
        result.BestEpoch,
        result.Steps,
        Seconds = result.Duration.TotalSeconds,
        result.Validation,
        Test = test,
        Decision = result.Decision is { } decision ? new { decision.Temperature, decision.Thresholds, decision.WithoutExamples, decision.Abstention } : null,
        Epochs = result.Epochs.Select(epoch => new
        {
            epoch.Epoch,
            epoch.Phase,
            epoch.TrainingLoss,
            ValidationLoss = epoch.Validation?.Loss,
            ValidationAccuracy = epoch.Validation?.Accuracy,
            Seconds = epoch.Duration.TotalSeconds,
        }),
        Stages = stages.Done.ToDictionary(stage => stage.Name, stage => stage.Time.TotalSeconds),
    });
}
