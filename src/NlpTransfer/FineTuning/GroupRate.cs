namespace NlpTransfer.FineTuning;

/// <summary>Groups that train in a phase, and how fast.</summary>
/// <param name="Groups">Which.</param>
/// <param name="RateFactor">Their learning rate as a multiple of the run's base rate; 0 freezes them.</param>
public sealed record GroupRate(GroupSelector Groups, double RateFactor = 1);
