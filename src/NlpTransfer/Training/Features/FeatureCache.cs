using NlpTransfer.Heads;
using static TorchSharp.torch;

namespace NlpTransfer.Training;

/// <summary>
/// Keeps what the frozen groups of a phase give for the training and the validation data, for as long as later phases freeze
/// the same groups with the same weights.
/// </summary>
internal sealed class FeatureCache : IDisposable
{
    private readonly LayeredModel model;
    private readonly FeatureCacheOptions options;
    private readonly Device device;
    private readonly CachedFeatures[] sets;

    public FeatureCache(LayeredModel model, FeatureCacheOptions options, ITrainingData training, ITrainingData? validation, Device device, TimeProvider time)
    {
        (this.model, this.options, this.device) = (model, options, device);
        sets = [.. new[] { ("training", training), ("validation", validation) }.Where(s => s.Item2 is not null).Select(s => new CachedFeatures(s.Item1, s.Item2!, options, time))];
    }

    /// <summary>The training data, at the boundary where it is kept.</summary>
    public ITrainingData Training => sets[0].Current;

    /// <summary>The validation data, at the boundary where it is kept.</summary>
    public ITrainingData? Validation => sets.ElementAtOrDefault(1)?.Current;

    /// <summary>What became of each phase's prefix.</summary>
    public IReadOnlyList<FeatureReport> Reports => [.. sets.SelectMany(s => s.Reports)];

    /// <summary>By what a checkpoint knows what is read now.</summary>
    public List<FeatureTrace> Traces => [.. sets.Select(s => s.Trace).OfType<FeatureTrace>()];

    /// <summary>Turns to the frozen prefix of a phase. What was kept of another one is dropped.</summary>
    /// <param name="phase">Its name.</param>
    /// <param name="groups">Layer groups from the bottom in which nothing trains.</param>
    /// <param name="passes">How often at most the data will be run through while they stay frozen.</param>
    /// <param name="before">What the training read last; after a stop, before it.</param>
    /// <param name="tell">Reaches the training's callbacks.</param>
    public void Enter(string phase, int groups, double passes, IReadOnlyList<FeatureTrace> before, Action<Action<ITrainingCallback>> tell, CancellationToken cancellation)
    {
        var prefix = new FrozenPrefix(model, groups, device);
        var weights = groups == 0 || options.Mode == FeatureCacheMode.Off ? "" : prefix.WeightsHash();
        var stale = sets.Where(s => !s.Holds(groups, weights)).ToArray();
        foreach (var set in stale) set.Drop();
        if (groups == 0) return;
        foreach (var set in stale)
            set.Fill(new(phase, prefix, weights, passes, before, tell, cancellation), options.MemoryBudget - sets.Sum(s => s.MemoryInUse));
    }

    public void Dispose()
    {
        foreach (var set in sets) set.Drop();
    }
}
