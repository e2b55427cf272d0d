using System.Text.RegularExpressions;

namespace NlpTransfer.Experiments;

/// <summary>What an experiment file says: one run, or many.</summary>
public sealed partial record Experiment
{
    /// <summary>What it is called: its <c>name</c>, or its file's.</summary>
    public required string Name { get; init; }

    /// <summary>The file.</summary>
    public required string Source { get; init; }

    /// <summary>At least one, each with a name of its own.</summary>
    public required IReadOnlyList<Trial> Trials { get; init; }

    /// <summary>How runs drop out on the way; null when all are trained to their end.</summary>
    public HalvingOptions? Halving { get; init; }

    /// <summary>What the learning curve varies.</summary>
    public LearningCurveOptions LearningCurve { get; init; } = new();

    /// <summary>Lets each run be looked at before any begins; faults are placed in the file.</summary>
    /// <param name="faults">Every fault of a run, one sentence each; an option is called by its dashes.</param>
    /// <exception cref="OptionsException">There are faults.</exception>
    public void Check(Func<Trial, IEnumerable<string>> faults) =>
        OptionsException.ThrowIfAny(Source, [.. Trials.SelectMany(trial => faults(trial).Select(fault => Placed(trial, fault))).Distinct()]);

    // "--set dropout must be ..., was 2." becomes "file.yml, line 4, column 10: 'dropout' must be ..., was 2."
    private string Placed(Trial trial, string fault)
    {
        var words = OptionWord().Replace(fault, match => $"'{match.Groups[1].Value}'");
        var named = OptionWord().Matches(fault).Select(match => trial.Options.FirstOrDefault(o => o.Key == match.Groups[1].Value)).FirstOrDefault(o => o is { Place.Length: > 0 });
        return $"{Source}{(named is null ? "" : $", {named.Place}")}: {words}";
    }

    [GeneratedRegex(@"--(?:set )?((?!set\b)[a-z][a-z0-9-]*)(?==|\b)")]
    private static partial Regex OptionWord();
}
