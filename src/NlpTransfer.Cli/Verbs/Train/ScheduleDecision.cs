using System.Globalization;
using NlpTransfer.Classifiers;
using NlpTransfer.Cli.Reports;
using NlpTransfer.Data;
using NlpTransfer.FineTuning;
using Spectre.Console;

namespace NlpTransfer.Cli.Verbs.Train;

/// <summary>The schedules that the data itself chooses, <c>recommend</c> and <c>auto</c>, each with what it was chosen by.</summary>
internal sealed class ScheduleDecision(VerbRun run, Stages stages, DatasetSplit data)
{
    /// <summary>The classifier with the schedule that was chosen for it; a recommendation may also change what it is built of.</summary>
    public (TrainingSettings Settings, TextClassifier Classifier) Apply(TrainingSettings settings, Func<TrainingSettings, TextClassifier> build)
    {
        var classifier = build(settings);
        try
        {
            if (ScheduleChoice.IsTried(run)) return (With(settings, Tried(settings, classifier)), classifier);
            if (!ScheduleChoice.IsRecommended(run)) return (settings, classifier);
            var advised = Recommended(settings, classifier);
            if (advised.Layers == settings.Layers && advised.Head == settings.Head) return (advised, classifier);
            classifier.Dispose();
            return (advised, build(advised));
        }
        catch
        {
            classifier.Dispose();
            throw;
        }
    }

    private TrainingSettings Recommended(TrainingSettings settings, TextClassifier classifier)
    {
        var probe = stages.Run("similarity", () => SimilarityProbe.Measure(classifier, data.Train, data.Validation, run.Seed, run.Stop), found => string.Create(CultureInfo.InvariantCulture,
            $"{found.Similarity:0.00}: a linear model on the backbone's features is right in {found.PretrainedAccuracy:0.0 %}, on random ones in {found.RandomAccuracy:0.0 %}"));
        var advice = FineTuningSchedule.Recommend(data.Train.Count, probe.Similarity);
        run.Terminal.Error.WriteLine($"schedule {advice.Schedule.Name}: {advice.Reason}");
        if (advice.Second is { } second) run.Terminal.Error.WriteLine($"  second candidate: --schedule {second.Schedule.Name}");
        settings = With(settings, advice.Schedule);
        int layers = classifier.Model.GroupNames.Count(name => name.StartsWith("layer.", StringComparison.Ordinal));
        if (settings.Encoder is not null && advice.KeptLayers < 1) settings = settings with { Layers = settings.Layers ?? advice.LayersOf(layers) };
        return advice.HeadLayers.Count > 0 && settings.Head.HiddenSizes.Count == 0 ? settings with { Head = settings.Head with { HiddenSizes = advice.HeadLayers } } : settings;
    }

    private FineTuningSchedule Tried(TrainingSettings settings, TextClassifier classifier)
    {
        var trials = stages.Run("schedules", () => ScheduleSearch.Run(classifier, data.Train, data.Validation, settings.Training, run.Stop), found => $"{found.Count} tried, {found.Single(t => t.IsBest).Schedule.Name} is best");
        var table = new Table { Border = TableBorder.Simple };
        table.AddColumns("schedule", "parameters", "validation loss", "accuracy", "time", "");
        foreach (var trial in trials)
            table.AddRow(trial.Schedule.Name, trial.TrainableParameters.ToString("N0", CultureInfo.InvariantCulture), MetricsReport.Share(trial.Validation.Loss),
                MetricsReport.Share(trial.Validation.Accuracy), Duration.Text(trial.Duration), trial.IsBest ? "chosen" : "");
        run.Terminal.WriteError(table);
        return trials.Single(t => t.IsBest).Schedule;
    }

    private TrainingSettings With(TrainingSettings settings, FineTuningSchedule schedule) =>
        settings with { Training = settings.Training with { Schedule = ScheduleChoice.Lasting(run, schedule) } };
}
