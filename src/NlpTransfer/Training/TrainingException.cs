namespace NlpTransfer.Training;

/// <summary>Training that cannot go on; the message says where it stood and what to do.</summary>
public sealed class TrainingException(string message) : Exception(message);
