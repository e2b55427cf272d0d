using System.CommandLine;
using NlpTransfer.Classifiers;
using NlpTransfer.Data;
using NlpTransfer.Training;

namespace NlpTransfer.Cli.Verbs.Train;

/// <summary>What <c>--task</c> means: settings to start from, which every option that is typed overrides.</summary>
internal static class TaskChoice
{
    /// <summary>The option.</summary>
    public static readonly Option<string?> Option = Typed.Text("--task", "NAME",
        $"start from settings that suit a task; options that are given win: {string.Join("; ", TaskPreset.Names.Select(name => $"{name}: {TaskPreset.ByName(name).Reason}"))}");

    /// <summary>The preset, or null.</summary>
    /// <exception cref="UsageException">There is no such task.</exception>
    public static TaskPreset? Of(VerbRun run)
    {
        if (run.Value(Option) is not { } name)
            return null;
        return TaskPreset.Names.Contains(name)
            ? TaskPreset.ByName(name)
            : throw new UsageException($"--task must be one of {string.Join(", ", TaskPreset.Names)}; was '{name}'.{Suggestion.For(name, TaskPreset.Names)}");
    }

    /// <summary>The backbone's settings with the preset's in their place, where there is one.</summary>
    /// <param name="settings">What the backbone brings.</param>
    /// <param name="backboneTyped">Whether the backbone was asked for by name; the preset's own then stays out.</param>
    public static TrainingSettings Apply(VerbRun run, TrainingSettings settings, bool backboneTyped)
    {
        if (Of(run) is not { } task)
            return settings;
        return settings.Encoder is null
            ? settings with { Backbone = backboneTyped ? settings.Backbone : task.Classifier.Backbone, MaxTokens = task.Classifier.MaxTokens, Training = task.Training }
            : settings with { MaxTokens = task.Encoder.MaxTokens ?? settings.MaxTokens, Training = task.EncoderTraining };
    }

    /// <summary>A preset knows nothing of the data: what it would decide and cannot is left out, and said.</summary>
    public static TrainingSettings Fit(VerbRun run, TrainingSettings settings, DatasetSplit parts)
    {
        if (Of(run) is not { } task)
            return settings;
        var decisions = settings.Training.Decisions;
        if (!DecisionChoice.IsGoalTyped(run) && decisions.Goal is not null && settings.Problem == ProblemType.SingleLabel && parts.Train.LabelNames.Count != 2)
        {
            run.Terminal.Error.WriteLine($"--task {task.Name}: there are {parts.Train.LabelNames.Count} labels, so there is no threshold; the most probable label is chosen.");
            decisions = decisions with { Goal = null };
        }

        if (parts.Validation.Count == 0 && !DecisionChoice.IsTyped(run))
        {
            run.Terminal.Error.WriteLine($"--task {task.Name}: there is no validation part, so nothing is calibrated and there is no threshold.");
            decisions = new DecisionOptions();
        }

        return settings with { Training = settings.Training with { Decisions = decisions } };
    }
}
