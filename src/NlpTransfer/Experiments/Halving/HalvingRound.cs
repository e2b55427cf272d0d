namespace NlpTransfer.Experiments;

/// <summary>A round of successive halving.</summary>
/// <param name="Epochs">Of each phase.</param>
/// <param name="Outcomes">A run each.</param>
/// <param name="Ranking">The configurations, the best first; null where every run of it failed.</param>
/// <param name="Kept">How many of them go on; 0 after the last round.</param>
public sealed record HalvingRound(int Epochs, IReadOnlyList<TrialOutcome> Outcomes, IReadOnlyList<(string Configuration, double? Score)> Ranking, int Kept);
