namespace NlpTransfer.Training;

/// <summary>Data that has to be labelled, checked before any work.</summary>
internal static class LabelCheck
{
    public static void Run(ITrainingData data, string purpose, ProblemType problem)
    {
        if (data.Count == 0) throw new ArgumentException($"Expected examples to {purpose} on, found none.");
        if (problem == ProblemType.SingleLabel) CheckEach(data, purpose);
        else if (data.LabelSets.All(set => set.Count == 0))
            throw new ArgumentException($"Expected labels on some of the {data.Count} examples to {purpose} on, found none on any. Is the label column the right one?");
    }

    private static void CheckEach(ITrainingData data, string purpose)
    {
        if (data.LabelSets.Index().FirstOrDefault(set => set.Item.Count > 1) is { Item: not null } several)
            throw new ArgumentException($"Expected one label an example to {purpose} on, found {several.Item.Count}: {data.Source(several.Index)}. Keep one, or make the classifier for multi-label data.");
        var missing = Enumerable.Range(0, data.Count).Where(i => data.Labels[i] < 0 && data.SoftTargets?.IsLabelled(i) != false).ToArray();
        if (missing.Length > 0)
            throw new ArgumentException($"Expected a label for every example to {purpose} on; {missing.Length} of {data.Count} have none (first: {data.Source(missing[0])}). Label them or leave them out.");
    }
}
