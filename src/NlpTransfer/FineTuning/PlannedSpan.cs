namespace NlpTransfer.FineTuning;

/// <summary>A column of the plan.</summary>
/// <param name="Label">The epoch, from 1 over the whole run, or so many steps.</param>
/// <param name="Epochs">How many it stands for; 0 for steps.</param>
/// <param name="Rates">The highest learning rate of each group in it, bottom to top; 0 where the group is frozen.</param>
public sealed record PlannedSpan(string Label, int Epochs, IReadOnlyList<double> Rates);
