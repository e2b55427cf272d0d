using System.Globalization;

namespace NlpTransfer.Backbones;

/// <summary>
/// Low-rank adaptation (Hu et al. 2021, "LoRA"): the encoder's weights stay as they are, and to a linear layer's output x W^T a
/// trained x A^T B^T * alpha / rank is added. B begins with zeros, so that training begins with the encoder as it came.
/// </summary>
public sealed record LoraOptions
{
    /// <summary>The target that stands for every linear layer below the head.</summary>
    public const string AllLinear = "all-linear";

    /// <summary>Rows of A, columns of B.</summary>
    /// <value>8</value>
    public int Rank { get; init; } = 8;

    /// <summary>What is added counts alpha / rank.</summary>
    /// <value>null: twice the rank</value>
    public double? Alpha { get; init; }

    /// <summary>Part of the input of A that training drops, 0 to below 1.</summary>
    /// <value>0</value>
    public double Dropout { get; init; }

    /// <summary>
    /// Linear layers by the end of the name that Hugging Face transformers gives them (<c>query</c>, <c>attention.output.dense</c>,
    /// <c>layer.5.attention.self.value</c>), as in peft; or <see cref="AllLinear"/>.
    /// </summary>
    /// <value>none: those of the encoder's family, queries and values where it has them apart</value>
    public IReadOnlyList<string> Targets { get; init; } = [];

    /// <summary>alpha / rank.</summary>
    public double Scale => AlphaOrDefault / Rank;

    /// <summary>Every fault, one sentence each; empty when there is none.</summary>
    public IReadOnlyList<string> Validate()
    {
        var faults = new List<string>();
        if (Rank < 1) faults.Add($"Rank must be at least 1, was {Rank}.");
        if (Alpha is { } alpha && !(alpha > 0 && double.IsFinite(alpha))) faults.Add(string.Create(CultureInfo.InvariantCulture, $"Alpha must be above 0, was {alpha}."));
        if (Dropout is not (>= 0 and < 1)) faults.Add(string.Create(CultureInfo.InvariantCulture, $"Dropout must be from 0 to below 1, was {Dropout}."));
        if (Targets.Any(string.IsNullOrWhiteSpace)) faults.Add("Targets must not hold an empty name.");
        return faults;
    }

    internal double AlphaOrDefault => Alpha ?? 2.0 * Rank;

    /// <summary>Whether a layer of this name is to be adapted.</summary>
    internal bool Selects(string name, IReadOnlyList<string> familyTargets) =>
        (Targets.Count == 0 ? familyTargets : Targets).Any(t => t == AllLinear || name == t || name.EndsWith($".{t}", StringComparison.Ordinal));
}
