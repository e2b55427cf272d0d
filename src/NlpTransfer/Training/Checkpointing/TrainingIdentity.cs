using System.Globalization;
using System.Text;
using NlpTransfer.FineTuning;
using NlpTransfer.Heads;

namespace NlpTransfer.Training;

/// <summary>What has to be the same for a training to be continued, as names and values that people can read.</summary>
internal static class TrainingIdentity
{
    /// <summary>Every option, the resolved schedule, the data as the model sees it, and the weights of the start.</summary>
    public static Dictionary<string, string> Of(
        TrainingOptions options, LayeredModel model, IReadOnlyList<ResolvedPhase> phases, ITrainingData training, ITrainingData? validation)
    {
        var identity = new Dictionary<string, string>(StringComparer.Ordinal);
        // By reflection: an option that somebody adds tomorrow must not be forgotten here.
        foreach (var property in typeof(TrainingOptions).GetProperties().Where(p => p.Name is not (nameof(TrainingOptions.Schedule) or nameof(TrainingOptions.FeatureCache))))
            identity[$"option {property.Name}"] = Text(property.GetValue(options));
        identity["features of frozen groups"] = $"{options.FeatureCache.Mode}, {options.FeatureCache.Precision}"; // where they lie makes no difference
        for (var i = 0; i < phases.Count; i++) identity[$"phase {i + 1}"] = Describe(phases[i], model.GroupNames);
        identity["training data"] = Describe(training);
        identity["validation data"] = validation is null ? "none" : Describe(validation);
        foreach (var group in model.LayerGroups) identity[$"first weights of {group.Name}"] = group.History.Of("fingerprint", () => ModelFingerprint.OfWeights(group))[..16];
        return identity;
    }

    /// <summary>One sentence a difference.</summary>
    public static IReadOnlyList<string> Differences(IReadOnlyDictionary<string, string> before, IReadOnlyDictionary<string, string> now) =>
    [
        .. before.Keys.Union(now.Keys, StringComparer.Ordinal)
            .Where(k => before.GetValueOrDefault(k) != now.GetValueOrDefault(k))
            .Select(k => $"{k}: was {before.GetValueOrDefault(k) ?? "not there"}, is {now.GetValueOrDefault(k) ?? "not there"}"),
    ];

    private static string Describe(ResolvedPhase phase, IReadOnlyList<string> groups) =>
        $"{phase.Name}, {phase.Length}, {Text(phase.LearningRates)}, {string.Join(" ", groups.Select((g, i) => $"{g}={Text(phase.RateFactors[i])}"))}";

    private static string Describe(ITrainingData data)
    {
        var text = new StringBuilder();
        for (var i = 0; i < data.Count; i++) text.Append(CultureInfo.InvariantCulture, $"{data.Lengths[i]} {string.Join(',', data.LabelSets[i])} {data.Labels[i]}\n");
        return $"{data.Count} examples, hash {ModelFingerprint.Hash(text.ToString())[..16]}{(data.SoftTargets is { } taught ? $", taught: {taught.Describe()}" : "")}";
    }

    private static string Text(object? value) => value switch
    {
        null => "none",
        string text => text,
        System.Collections.IEnumerable list => string.Join(", ", list.Cast<object?>().Select(Text)),
        IFormattable number => number.ToString(null, CultureInfo.InvariantCulture),
        _ => value.ToString() ?? "none",
    };
}
