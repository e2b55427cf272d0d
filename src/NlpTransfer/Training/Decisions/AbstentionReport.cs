namespace NlpTransfer.Training;

/// <summary>From which probability on a label is given, and what that comes to on the data that it was chosen on.</summary>
/// <param name="Goal">What it was chosen for, as <see cref="AbstentionGoal.Parse"/> reads it.</param>
/// <param name="Threshold">The probability of the chosen label below which none is given; 0 gives always one.</param>
/// <param name="Coverage">The share of examples that get a label.</param>
/// <param name="Accuracy">The share of those that get the right one.</param>
/// <param name="AccuracyOfAll">The same if every example got one.</param>
/// <param name="Examples">How many there were.</param>
public sealed record AbstentionReport(string Goal, double Threshold, double Coverage, double Accuracy, double AccuracyOfAll, int Examples);
