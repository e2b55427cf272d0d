using System.CommandLine;
using System.Globalization;
using NlpTransfer.Backbones;
using NlpTransfer.Classifiers;

namespace NlpTransfer.Cli.Verbs.Train;

/// <summary>Adapters in the place of an encoder's weights: <c>--lora</c> and what belongs to it.</summary>
internal static class LoraChoice
{
    private const double Rate = 2e-3;

    private static readonly Option<int?> Rank = Typed.Integer("--lora", 1, "train low-rank adapters of this rank (LoRA) instead of an encoder's own weights, which stay as they are; 8 is usual");
    private static readonly Option<string?> Alpha = Typed.Text("--lora-alpha", "NUMBER", "what an adapter adds counts alpha / rank (default: twice the rank)");
    private static readonly Option<string?> Dropout = Typed.Text("--lora-dropout", "SHARE", "part of an adapter's input that training drops (default 0)");
    private static readonly Option<string?> Targets = Typed.Text("--lora-targets", "NAME,NAME", $"linear layers that get adapters, by the end of their names in Hugging Face transformers, or {LoraOptions.AllLinear} (default: the family's queries and values)");

    /// <summary>Whether what is saved is whole.</summary>
    public static readonly Option<bool> Merge = Typed.Switch("--merge", "with --lora: save a whole classifier with the adapters in its weights, instead of adapters beside the name of their encoder");

    /// <summary>The options that say what trains.</summary>
    public static Option[] All { get; } = [Rank, Alpha, Dropout, Targets];

    /// <summary>The settings with what was typed.</summary>
    /// <exception cref="UsageException">The backbone is no encoder, or an option is without <c>--lora</c>.</exception>
    public static TrainingSettings Apply(VerbRun run, TrainingSettings settings)
    {
        if (run.Value(Rank) is not { } rank)
            return All.Append(Merge).FirstOrDefault(run.IsTyped) is { } lone ? throw new UsageException($"{lone.Name} is about adapters; give --lora RANK too.") : settings;
        if (settings.Encoder is null)
            throw new UsageException($"{Rank.Name} is for encoders; the backbone is {settings.Image?.Source ?? settings.Backbone.Name}.");
        var lora = new LoraOptions { Rank = rank, Alpha = Number(run, Alpha), Dropout = Number(run, Dropout) ?? 0, Targets = run.Value(Targets)?.Split(',', StringSplitOptions.TrimEntries) ?? [] };
        return settings with { Lora = lora, Training = settings.Training with { LearningRate = Rate } };
    }

    /// <summary>Puts the adapters into the weights where that was asked for.</summary>
    public static void Finish(VerbRun run, TextClassifier classifier)
    {
        if (run.Value(Merge)) classifier.MergeAdapter();
    }

    /// <summary>The rate that suits adapters, for the help.</summary>
    public static string UsualRate => Rate.ToString(CultureInfo.InvariantCulture);

    private static double? Number(VerbRun run, Option<string?> option) => run.Value(option) is not { } text ? null
        : double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out double number) ? number
        : throw new UsageException($"{option.Name} must be a number, was '{text}'.");
}
