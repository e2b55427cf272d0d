namespace NlpTransfer.Training;

/// <summary>One optimizer step.</summary>
/// <param name="Step">From 1, over the whole run.</param>
/// <param name="MaxSteps">Optimizer steps of the run when no phase ends early.</param>
/// <param name="Phase">From 0.</param>
/// <param name="Loss">Mean over the batch, in nats.</param>
/// <param name="LearningRate">Of the fastest group.</param>
/// <param name="GradientNorm">Before clipping; null without clipping.</param>
/// <param name="Examples">In the batch.</param>
public readonly record struct StepReport(long Step, long MaxSteps, int Phase, double Loss, double LearningRate, double? GradientNorm, int Examples);
