using System.CommandLine;
using System.Globalization;

namespace NlpTransfer.Cli.Verbs.Train;

/// <summary>What stays frozen within a group, and what stands on top.</summary>
internal static class TransferArguments
{
    /// <summary>Patterns of parameters.</summary>
    public static readonly Option<string[]> Freeze = new("--freeze")
    {
        HelpName = "PATTERN",
        Description = "parameters that stay frozen in every phase, such as 'layer.0.attention.*' (group, then name; * is anything); may be repeated",
        Arity = ArgumentArity.OneOrMore,
    };

    private static readonly Option<string?> HeadLayers = Typed.Text("--head-layers", "N,N", "widths of hidden layers between the features and the classes, such as 256,64 (none)");
    private static readonly Option<bool> TrainBatchNorm = Typed.Switch("--train-batchnorm", "unfrozen pretrained groups train their BatchNorm too, instead of keeping its statistics");

    private static readonly Option<int?> KeepLayers = Typed.Integer("--keep-layers", 1, "layers of an encoder that stay, from the bottom (all)");

    private static readonly Option<string?> Taps = Typed.Text("--taps", "GROUP,GROUP", "groups of an encoder whose pooled states are the features, one behind the other, such as layer.3,layer.5 or, by their depth, 2/3,last; the last layer among them (the last layer alone; with --few-shot 2/3,last)");

    private static readonly Option<bool> KeepHead = Typed.Switch("--keep-head", "train the classifier that the folder of --backbone holds further, with its own labels and head, instead of putting a new head on it");

    private static readonly Option<bool> CheckpointActivations = Typed.Switch("--checkpoint-activations", "keep only what flows between layer groups and compute each group once more on the way back: the same weights in less memory, for about a third more time");

    /// <summary>The options.</summary>
    public static Option[] All { get; } = [Freeze, KeepLayers, Taps, KeepHead, HeadLayers, TrainBatchNorm, CheckpointActivations, .. LoraChoice.All];

    /// <summary>The settings with what was typed.</summary>
    /// <exception cref="UsageException">A width is no number, or layers are to be left out of what has none.</exception>
    public static TrainingSettings Apply(VerbRun run, TrainingSettings settings)
    {
        if (run.Value(HeadLayers) is { } widths) settings = settings with { Head = settings.Head with { HiddenSizes = [.. widths.Split(',').Select(Width)] } };
        if (run.Value(KeepLayers) is { } layers)
            settings = settings.Encoder is not null ? settings with { Layers = layers } : throw new UsageException($"{KeepLayers.Name} is for encoders; the backbone is {settings.Backbone.Name}.");
        if (run.Value(Taps) is { } taps)
            settings = settings.Encoder is not null ? settings with { Taps = taps.Split(',', StringSplitOptions.TrimEntries) } : throw new UsageException($"{Taps.Name} is for encoders; the backbone is {settings.Image?.Source ?? settings.Backbone.Name}.");
        settings = LoraChoice.Apply(run, settings);
        if (run.Value(KeepHead))
        {
            if (settings.Encoder is null) throw new UsageException($"{KeepHead.Name} needs --backbone classifier:FOLDER, or bert:FOLDER with a head in it.");
            if (settings.Layers is not null || settings.Head.HiddenSizes.Count > 0) throw new UsageException($"{KeepHead.Name} takes the classifier as it is; leave out {KeepLayers.Name} and {HeadLayers.Name}.");
            settings = settings with { KeepsHead = true, MaxTokens = null };
        }
        return settings with { Training = settings.Training with { FreezeParameters = run.Value(Freeze) ?? [], TrainBatchNorm = run.Value(TrainBatchNorm), CheckpointActivations = run.Value(CheckpointActivations) } };
    }

    private static int Width(string text) => int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out int width) && width > 0
        ? width
        : throw new UsageException($"{HeadLayers.Name} must be whole numbers of at least 1 with commas between them, was '{text}'.");
}
