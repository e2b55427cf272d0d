namespace NlpTransfer.Training;

/// <summary>The labels of examples that have one, or any number.</summary>
public static class LabelSets
{
    /// <summary>The sets of examples with one label each; empty where it is -1.</summary>
    public static IReadOnlyList<IReadOnlyList<int>> OfSingle(IReadOnlyList<int> labels) => [.. labels.Select(label => label < 0 ? Array.Empty<int>() : [label])];

    /// <summary>Row by row, <c>(N, classes)</c>, whether the example has the label.</summary>
    internal static bool[] Flat(IReadOnlyList<IReadOnlyList<int>> labelSets, int classes)
    {
        var flat = new bool[labelSets.Count * classes];
        for (var row = 0; row < labelSets.Count; row++)
            foreach (var label in labelSets[row])
            {
                if (label < 0 || label >= classes) throw new ArgumentException($"Expected labels from 0 to {classes - 1} for example {row}, found {label}.", nameof(labelSets));
                flat[(row * classes) + label] = true;
            }
        return flat;
    }
}
