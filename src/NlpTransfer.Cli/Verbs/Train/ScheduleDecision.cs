using System.Globalization;
using NlpTransfer.Classifiers;
using NlpTransfer.Cli.Reports;
using NlpTransfer.FineTuning;
using Spectre.Console;

namespace NlpTransfer.Cli.Verbs.Train;

/// <summary>The schedules that the data itself chooses, <c>recommend</c> and <c>auto</c>, each with what it was chosen by.</summary>
internal sealed class ScheduleDecision<T>(VerbRun run, Stages stages, ScheduleMeasures<T> measures) where T : IDisposable
{
    /// <summary>The classifier with the schedule that was chosen for it; a recommendation may also change what it is built of.</summary>
    public (TrainingSettings Settings, T Classifier) Apply(TrainingSettings settings, Func<TrainingSettings, T> build)
    {
        var classifier = build(settings);
        try
        {
            if (ScheduleChoice.IsTried(run)) return (With(settings, Tried(settings, classifier)), classifier);
            if (!ScheduleChoice.IsRecommended(run)) return (settings, classifier);
            var advised = Recommended(settings, classifier);
            if (advised.Layers == settings.Layers && advised.Image == settings.Image && advised.Head == settings.Head) return (advised, classifier);
            classifier.Dispose();
            return (advised, build(advised));
        }
        catch
        {
            classifier.Dispose();
            throw;
        }
    }

    private TrainingSettings Recommended(TrainingSettings settings, T classifier)
    {
        var probe = stages.Run("similarity", () => measures.Probe(classifier), found => string.Create(CultureInfo.InvariantCulture,
            $"{found.Similarity:0.00}: a linear model on the backbone's features is right in {found.PretrainedAccuracy:0.0 %}, on random ones in {found.RandomAccuracy:0.0 %}"));
        var advice = FineTuningSchedule.Recommend(measures.Examples, probe.Similarity);
        run.Terminal.Error.WriteLine($"schedule {advice.Schedule.Name}: {advice.Reason}");
        if (advice.Second is { } second) run.Terminal.Error.WriteLine($"  second candidate: --schedule {second.Schedule.Name}");
        settings = With(settings, advice.Schedule);
        if (advice.KeptLayers < 1) settings = measures.Cut(settings, classifier, advice.LayersOf);
        return advice.HeadLayers.Count > 0 && settings.Head.HiddenSizes.Count == 0 ? settings with { Head = settings.Head with { HiddenSizes = advice.HeadLayers } } : settings;
    }

    private FineTuningSchedule Tried(TrainingSettings settings, T classifier)
    {
        var trials = stages.Run("schedules", () => measures.Search(classifier, settings.Training), found => $"{found.Count} tried, {found.Single(t => t.IsBest).Schedule.Name} is best");
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
