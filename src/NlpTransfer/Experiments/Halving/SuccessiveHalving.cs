namespace NlpTransfer.Experiments;

/// <summary>
/// Successive halving (Jamieson and Talwalkar 2016). A round trains every configuration that is left, from its start, so that each run
/// has the learning rates of its own length and can be had again alone; what frozen layers give is kept between the rounds.
/// </summary>
public sealed class SuccessiveHalving(HalvingOptions options, ExperimentRunner runner)
{
    private const string Validation = "validation";

    private readonly ComparedMetric metric = ComparedMetric.Find(options.By)!;

    /// <summary>Epochs of the rounds.</summary>
    public static IReadOnlyList<int> Rounds(HalvingOptions options)
    {
        var epochs = new List<int>();
        for (long n = options.MinEpochs; n < options.MaxEpochs; n *= options.Factor) epochs.Add((int)n);
        return [.. epochs, options.MaxEpochs];
    }

    /// <summary>Runs the rounds, each in a folder of its own.</summary>
    /// <param name="trials">Runs whose seeds alone differ are one configuration.</param>
    /// <param name="folder">Where <c>epochs-1</c> and so on go.</param>
    /// <param name="tell">Told of every round when it is over.</param>
    /// <returns>The last round's runs.</returns>
    /// <exception cref="OptionsException">A folder holds a run with other options.</exception>
    /// <exception cref="OperationCanceledException">It was stopped; call again to go on.</exception>
    public async Task<IReadOnlyList<TrialOutcome>> RunAsync(IReadOnlyList<Trial> trials, string folder, Action<HalvingRound> tell, CancellationToken cancellation = default)
    {
        var left = trials.GroupBy(t => t.Configuration).ToList();
        var rounds = Rounds(options);
        for (var round = 0; ; round++)
        {
            if (left.Count == 1) round = rounds.Count - 1; // nothing is left to choose from
            var epochs = rounds[round];
            var outcomes = await runner.RunAsync([.. left.SelectMany(g => g).Select(t => (t.Lasting(epochs), Path.Combine(folder, $"epochs-{epochs}", t.Name)))], cancellation);
            var ranking = Ranked(outcomes);
            var kept = round == rounds.Count - 1 ? 0 : Math.Max(1, left.Count / options.Factor);
            tell(new(epochs, outcomes, ranking, kept));
            if (kept == 0 || ranking[0].Score is null) return outcomes;
            var best = ranking.Take(kept).Where(r => r.Score is not null).Select(r => r.Configuration).ToHashSet();
            left = [.. left.Where(g => best.Contains(g.Key))];
        }
    }

    // A configuration with a run that failed is not as good as one without.
    private IReadOnlyList<(string Configuration, double? Score)> Ranked(IReadOnlyList<TrialOutcome> outcomes) =>
    [
        .. outcomes.GroupBy(o => o.Trial.Configuration)
            .Select(g => (g.Key, Score: g.All(o => o.IsDone) ? g.Average(o => metric.Of(RunRecord.Open(o.Folder).Metrics[Validation])) : (double?)null))
            .OrderBy(g => g.Score is null).ThenBy(g => metric.HigherIsBetter ? -g.Score : g.Score),
    ];
}
