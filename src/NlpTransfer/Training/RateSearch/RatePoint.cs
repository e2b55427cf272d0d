namespace NlpTransfer.Training;

/// <summary>One step of a range test.</summary>
/// <param name="Rate">The learning rate of that step.</param>
/// <param name="Loss">Of its batch, before the step, in nats.</param>
/// <param name="Smoothed">Mean of the losses so far, the later the more.</param>
public readonly record struct RatePoint(double Rate, double Loss, double Smoothed);
