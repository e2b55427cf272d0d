using NlpTransfer.FineTuning;

namespace NlpTransfer.Training;

/// <summary>What is about to be trained.</summary>
/// <param name="Groups">Names of the layer groups, bottom to top.</param>
/// <param name="Phases">What trains when, one rate factor a group.</param>
/// <param name="Examples">Of the training data.</param>
/// <param name="ValidationExamples">0 when there are none.</param>
/// <param name="Truncated">Training examples cut off at the model's limit.</param>
/// <param name="MaxSteps">Optimizer steps when no phase ends early.</param>
public sealed record TrainingStart(
    IReadOnlyList<string> Groups, IReadOnlyList<ResolvedPhase> Phases, int Examples, int ValidationExamples, int Truncated, long MaxSteps)
{
    /// <summary>Steps that earlier processes have done; 0 when training begins.</summary>
    public long StepsDone { get; init; }

    /// <summary>How it continues, in sentences; empty when training begins.</summary>
    public IReadOnlyList<string> Remarks { get; init; } = [];
}
