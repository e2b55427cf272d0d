using System.Text.Json.Nodes;
using NlpTransfer.Training;

namespace NlpTransfer.Classifiers;

/// <summary>How a <see cref="DecisionRule"/> stands in <c>config.json</c>: Hugging Face's <c>problem_type</c>, and <c>decision</c> where the rule is not the plain one.</summary>
internal sealed record DecisionSection(double Temperature, IReadOnlyDictionary<string, double>? Thresholds, double AbstainBelow = 0)
{
    private const string Problem = "problem_type", Decision = "decision";

    private static readonly Dictionary<string, ProblemType> Problems = new()
    {
        ["single_label_classification"] = ProblemType.SingleLabel,
        ["multi_label_classification"] = ProblemType.MultiLabel,
    };

    public static void Write(JsonObject root, DecisionRule rule)
    {
        root[Problem] = Problems.First(p => p.Value == rule.Problem).Key;
        root.Remove(Decision);
        if (rule.Temperature != 1 || rule.Thresholds.Count > 0 || rule.AbstainBelow > 0) root[Decision] = ClassifierFiles.ToNode(new DecisionSection(rule.Temperature, rule.Thresholds, rule.AbstainBelow));
    }

    /// <exception cref="InvalidDataException">The file does not hold what it should.</exception>
    public static DecisionRule Read(JsonObject root, IReadOnlyList<string> labelNames, string path)
    {
        var section = root[Decision] is { } node ? ClassifierFiles.Read<DecisionSection>(node, path) : new(1, new Dictionary<string, double>());
        var rule = new DecisionRule { Problem = ProblemOf(root, path), Temperature = section.Temperature, Thresholds = section.Thresholds ?? new Dictionary<string, double>(), AbstainBelow = section.AbstainBelow };
        var faults = rule.Validate(labelNames);
        return faults.Count == 0 ? rule : throw new InvalidDataException($"{path}: {string.Join(" ", faults)}");
    }

    private static ProblemType ProblemOf(JsonObject root, string path)
    {
        if (root[Problem] is not { } value) return ProblemType.SingleLabel; // Hugging Face writes it only where it was set
        return Problems.TryGetValue(value.ToString(), out var problem) ? problem
            : throw new InvalidDataException($"{path}: problem_type must be one of {string.Join(", ", Problems.Keys)}; was '{value}'.");
    }
}
