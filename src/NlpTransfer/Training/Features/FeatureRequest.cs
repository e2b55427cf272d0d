namespace NlpTransfer.Training;

/// <summary>What features are wanted for.</summary>
/// <param name="Phase">Name of the phase.</param>
/// <param name="Prefix">What gives them.</param>
/// <param name="Weights">Hash of what it holds.</param>
/// <param name="Passes">How often at most the data will be run through.</param>
/// <param name="Before">What the training read last; after a stop, before it.</param>
/// <param name="Tell">Reaches the training's callbacks.</param>
internal sealed record FeatureRequest(
    string Phase, FrozenPrefix Prefix, string Weights, double Passes, IReadOnlyList<FeatureTrace> Before, Action<Action<ITrainingCallback>> Tell, CancellationToken Cancellation);
