namespace NlpTransfer.Training;

/// <summary>How far the features of one data set are built.</summary>
/// <param name="Data"><c>training</c> or <c>validation</c>.</param>
/// <param name="Done">Examples whose features are there.</param>
/// <param name="Examples">In all.</param>
/// <param name="Elapsed">Since building began.</param>
public readonly record struct FeatureProgress(string Data, int Done, int Examples, TimeSpan Elapsed);
