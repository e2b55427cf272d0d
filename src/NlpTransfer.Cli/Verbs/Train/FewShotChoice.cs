using System.CommandLine;
using NlpTransfer.Classifiers;
using NlpTransfer.FineTuning;
using NlpTransfer.Training;

namespace NlpTransfer.Cli.Verbs.Train;

/// <summary>What <c>--few-shot</c> means: settings for a handful of examples a label, which every option that is typed overrides.</summary>
internal static class FewShotChoice
{
    /// <summary>The option.</summary>
    public static readonly Option<bool> Option = Typed.Switch("--few-shot",
        "for a handful of examples a label: the backbone learns to bring texts of one label together and others apart, then the head is a logistic regression; no validation part is split off");

    /// <summary>The backbone's settings with those of few-shot training in their place, where it was asked for.</summary>
    /// <exception cref="UsageException">The backbone is of pictures, or a task's settings were asked for too.</exception>
    public static TrainingSettings Apply(VerbRun run, TrainingSettings settings)
    {
        if (!run.Value(Option)) return settings;
        if (settings.Image is not null) throw new UsageException($"{Option.Name} is for texts; this backbone is of pictures.");
        if (TaskChoice.Of(run) is not null) throw new UsageException($"{Option.Name} and {TaskChoice.Option.Name} exclude each other; both say how to train.");
        var suited = PretrainedOptions.ForFewShot();
        if (settings is { Encoder: not null, IsWarmStart: false }) settings = settings with { Pooling = suited.Pooling, Taps = suited.Taps };
        return settings with
        {
            Training = settings.Encoder is null ? settings.Training with { Contrastive = new(), Schedule = FineTuningSchedule.FullFineTuning(20) } : TrainingOptions.ForFewShot(),
            Split = settings.Split with { ValidationShare = 0 },
        };
    }
}
