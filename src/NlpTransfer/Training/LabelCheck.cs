namespace NlpTransfer.Training;

/// <summary>Data that has to be labelled, checked before any work.</summary>
internal static class LabelCheck
{
    public static void Run(ITrainingData data, string purpose)
    {
        if (data.Count == 0) throw new ArgumentException($"Expected examples to {purpose} on, found none.");
        var missing = Enumerable.Range(0, data.Count).Where(i => data.Labels[i] < 0).ToArray();
        if (missing.Length > 0)
            throw new ArgumentException($"Expected a label for every example to {purpose} on; {missing.Length} of {data.Count} have none (first: {data.Source(missing[0])}). Label them or leave them out.");
    }
}
