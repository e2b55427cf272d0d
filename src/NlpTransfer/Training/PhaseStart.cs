using NlpTransfer.FineTuning;

namespace NlpTransfer.Training;

/// <summary>A phase that begins.</summary>
/// <param name="Index">From 0.</param>
/// <param name="Phase">What trains.</param>
/// <param name="MaxSteps">Optimizer steps when it does not end early.</param>
/// <param name="TrainableParameters">Numbers that the optimizer moves.</param>
/// <param name="FrozenParameters">Numbers that stay.</param>
public sealed record PhaseStart(int Index, ResolvedPhase Phase, long MaxSteps, long TrainableParameters, long FrozenParameters)
{
    /// <summary>What is probably not meant, such as a rate far above what presets use.</summary>
    public IReadOnlyList<string> Warnings { get; init; } = [];
}
