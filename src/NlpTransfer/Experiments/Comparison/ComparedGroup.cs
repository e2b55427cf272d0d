namespace NlpTransfer.Experiments;

/// <summary>Runs that differ in nothing but their seed.</summary>
/// <param name="Name">What tells it from the other groups.</param>
/// <param name="Runs">One a seed.</param>
/// <param name="Figures">Mean and deviation over the runs, by the figure's name.</param>
/// <param name="Against">Against the first group; null for the first itself, and where no runs can be paired.</param>
public sealed record ComparedGroup(string Name, IReadOnlyList<RunRecord> Runs, IReadOnlyDictionary<string, ComparedFigure> Figures, Significance? Against)
{
    /// <summary>Why there is no significance; null where there is, and for the first group.</summary>
    public string? WithoutSignificance { get; init; }
}
