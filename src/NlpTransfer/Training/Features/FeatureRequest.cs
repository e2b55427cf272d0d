namespace NlpTransfer.Training;

/// <summary>What features are wanted for.</summary>
/// <param name="Phase">Name of the phase.</param>
/// <param name="Prefix">What gives them.</param>
/// <param name="Weights">Hash of what it holds.</param>
/// <param name="Passes">How often at most the data will be run through.</param>
/// <param name="Tell">Hears how far building is.</param>
internal sealed record FeatureRequest(string Phase, FrozenPrefix Prefix, string Weights, double Passes, Action<FeatureProgress> Tell, CancellationToken Cancellation);
