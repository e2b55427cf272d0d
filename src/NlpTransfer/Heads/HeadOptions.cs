using System.Globalization;

namespace NlpTransfer.Heads;

/// <summary>What stands between features and logits.</summary>
public sealed record HeadOptions
{
    /// <summary>Part of the features that training drops, 0 to below 1.</summary>
    /// <value>0.5</value>
    public double Dropout { get; init; } = 0.5;

    /// <summary>Widths of hidden layers with ReLU, bottom to top.</summary>
    /// <value>none</value>
    public IReadOnlyList<int> HiddenSizes { get; init; } = [];

    /// <summary>Whether each feature is first brought to mean 0 and deviation 1 over the training data: for features of several stages, which differ in size.</summary>
    /// <value>false</value>
    public bool Normalise { get; init; }

    /// <summary>Whether the last layer has a bias; an encoder's family decides it, so that its own programs can load the head.</summary>
    /// <value>true</value>
    public bool Bias { get; init; } = true;

    /// <summary>Every fault, one sentence each; empty when there is none.</summary>
    public IReadOnlyList<string> Validate()
    {
        var faults = new List<string>();
        if (Dropout is not (>= 0 and < 1)) faults.Add(string.Create(CultureInfo.InvariantCulture, $"Dropout must be from 0 to below 1, was {Dropout}."));
        faults.AddRange(HiddenSizes.Where(s => s < 1).Select(s => $"HiddenSizes must be at least 1, was {s}."));
        return faults;
    }
}
