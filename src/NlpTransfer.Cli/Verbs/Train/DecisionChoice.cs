using System.CommandLine;
using NlpTransfer.Data;
using NlpTransfer.Training;

namespace NlpTransfer.Cli.Verbs.Train;

/// <summary>What is decided on the validation part after training: <c>--calibrate</c>, <c>--optimise</c>, <c>--positive-label</c>, <c>--abstain</c>.</summary>
internal static class DecisionChoice
{
    private const string On = "on", Off = "off", None = "none";

    private static readonly Option<string> Calibrate = Typed.Choice("--calibrate", Off, [On, Off],
        "divide logits by the temperature that makes the validation part's labels most likely, so that probabilities mean what they say (default off; on with --task)");

    private static readonly Option<string?> Optimise = Typed.Text("--optimise", "GOAL",
        $"what the threshold on the positive label is chosen for on the validation part: {string.Join(", ", ThresholdGoal.Forms)}, such as recall@precision=0.99, or {None} (default: the more probable label; f1 with --task spam, and for each label with --label-separator)", "--optimize");

    private static readonly Option<string?> Positive = Typed.Text("--positive-label", "NAME",
        "of two labels the one that --optimise looks for (default: the one called spam, positive, yes, true, 1 or the like)");

    private static readonly Option<string?> Abstain = Typed.Text("--abstain", "GOAL",
        $"give no label to texts that the classifier is not sure enough of: {string.Join(", ", AbstentionGoal.Forms)}, such as accuracy=0.95; how sure that is, is chosen on the validation part (default: a label always)");

    /// <summary>The options.</summary>
    public static OptionGroup Group { get; } = new("Decisions", [Calibrate, Optimise, Positive, Abstain]);

    /// <summary>As typed; the rest as <paramref name="fallback"/> says.</summary>
    /// <exception cref="UsageException">The goal cannot be read.</exception>
    public static DecisionOptions Of(VerbRun run, DecisionOptions fallback) => new()
    {
        Calibrate = run.IsTyped(Calibrate) ? run.Value(Calibrate) == On : fallback.Calibrate,
        Goal = run.Value(Optimise) is { } goal ? Goal(goal) : fallback.Goal,
        PositiveLabel = run.Value(Positive) ?? fallback.PositiveLabel,
        Abstain = run.Value(Abstain) is { } wanted ? Read(Abstain.Name, () => AbstentionGoal.Parse(wanted)) : fallback.Abstain,
    };

    /// <summary>Whether a goal was asked for by name.</summary>
    public static bool IsGoalTyped(VerbRun run) => run.IsTyped(Optimise);

    /// <summary>Whether anything was asked for by name.</summary>
    public static bool IsTyped(VerbRun run) => IsGoalTyped(run) || run.IsTyped(Calibrate) || run.IsTyped(Abstain);

    /// <summary>What can be known before training: a label that there is not, a goal without validation examples.</summary>
    /// <exception cref="UsageException">It cannot be decided so.</exception>
    public static void Check(DecisionOptions options, DatasetSplit parts, ProblemType problem)
    {
        var faults = options.Validate(parts.Train.LabelNames, problem).Select(InOurWords).ToList();
        if (parts.Validation.Count == 0 && (options.Calibrate || options.Goal is not null || options.Abstain is not null))
            faults.Add("--calibrate, --optimise and --abstain need a validation part; give --validation PATH, or leave validation-share above 0.");
        if (faults.Count > 0)
            throw new UsageException(string.Join('\n', faults));
    }

    private static ThresholdGoal? Goal(string text) => text == None ? null : Read(Optimise.Name, () => ThresholdGoal.Parse(text));

    private static T Read<T>(string option, Func<T> read)
    {
        try
        {
            return read();
        }
        catch (ArgumentException wrong)
        {
            throw new UsageException($"{option}: {wrong.Message}");
        }
    }

    private static string InOurWords(string fault) => fault
        .Replace("PositiveLabel", Positive.Name, StringComparison.Ordinal)
        .Replace("Goal", Optimise.Name, StringComparison.Ordinal)
        .Replace("Abstain", Abstain.Name, StringComparison.Ordinal);
}
