namespace NlpTransfer.Training;

/// <summary>A chosen threshold and what it reaches on the data that it was chosen on.</summary>
/// <param name="Label">The label it is for.</param>
/// <param name="Goal">What it was chosen for, as <see cref="ThresholdGoal.Parse"/> reads it.</param>
/// <param name="Threshold">The probability from which on the label is chosen.</param>
/// <param name="Precision">Of the examples chosen, the share that has the label.</param>
/// <param name="Recall">Of the examples with the label, the share chosen.</param>
/// <param name="F1">Harmonic mean of both.</param>
/// <param name="Support">Examples with the label.</param>
public sealed record ThresholdReport(string Label, string Goal, double Threshold, double Precision, double Recall, double F1, int Support);
