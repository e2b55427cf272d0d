namespace NlpTransfer.Training;

/// <summary>No threshold reaches what its goal demands; the message says what the best one does. The classifier is trained and decides without a threshold.</summary>
public sealed class GoalNotReachedException(string message) : Exception(message);
