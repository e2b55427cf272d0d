namespace NlpTransfer.FineTuning;

/// <summary>What trains when: an ordered list of phases, a pure value that fits every model. No tensors in it.</summary>
/// <param name="Name">What reports call it.</param>
/// <param name="Phases">In order.</param>
public sealed record FineTuningSchedule(string Name, IReadOnlyList<Phase> Phases)
{
    /// <summary>Howard and Ruder's factor between the rates of two neighbouring groups.</summary>
    public const double UlmfitDecay = 2.6;

    /// <summary>The names <see cref="ByName"/> knows.</summary>
    public static IReadOnlyList<string> Names { get; } =
        ["feature-extraction", "full-fine-tuning", "last-groups", "freeze-then-unfreeze", "gradual-unfreezing", "discriminative-rates"];

    /// <summary>What is pretrained stays as it is; only the head, and whatever else is new, trains.</summary>
    public static FineTuningSchedule FeatureExtraction(double epochs = 10) =>
        Single("feature-extraction", "new", GroupSelector.New, epochs);

    /// <summary>Everything trains at the base rate.</summary>
    public static FineTuningSchedule FullFineTuning(double epochs = 3) =>
        Single("full-fine-tuning", "all", GroupSelector.All, epochs);

    /// <summary>The top <paramref name="count"/> groups train, the head counted.</summary>
    public static FineTuningSchedule LastGroups(int count, double epochs = 5) =>
        Single("last-groups", $"last {count}", GroupSelector.Last(count), epochs);

    /// <summary>
    /// First the new layers on frozen features, then everything at a lower rate (the guide "Transfer learning and
    /// fine-tuning" of Keras, which takes a hundredth; word vectors bear half, and gain by it).
    /// </summary>
    /// <param name="frozenEpochs">Length of the first phase.</param>
    /// <param name="unfrozenEpochs">Length of the second phase.</param>
    /// <param name="unfrozenRate">The second phase's rate as a multiple of the first one's.</param>
    public static FineTuningSchedule FreezeThenUnfreeze(double frozenEpochs = 3, double unfrozenEpochs = 4, double unfrozenRate = 0.5) => new(
        "freeze-then-unfreeze",
        [
            new Phase { Name = "frozen", Groups = [new(GroupSelector.New)], Length = PhaseLength.Epochs(frozenEpochs) },
            new Phase { Name = "unfrozen", Groups = [new(GroupSelector.All, unfrozenRate)], Length = PhaseLength.Epochs(unfrozenEpochs) },
        ]);

    /// <summary>ULMFiT: from the top, one group more each phase, with discriminative rates and a slanted triangle in each phase.</summary>
    /// <param name="epochsPerGroup">Length of each phase but the last.</param>
    /// <param name="finalEpochs">Length of the phase in which everything trains.</param>
    /// <param name="decay">Between the rates of two neighbouring groups.</param>
    public static FineTuningSchedule GradualUnfreezing(double epochsPerGroup = 1, double finalEpochs = 3, double decay = UlmfitDecay) => new(
        "gradual-unfreezing",
        [
            new Phase { Name = "unfreezing", Gradual = true, RateDecay = decay, Length = PhaseLength.Epochs(epochsPerGroup), LearningRates = LearningRateSchedule.SlantedTriangular() },
            new Phase { Name = "all", RateDecay = decay, Length = PhaseLength.Epochs(finalEpochs), LearningRates = LearningRateSchedule.SlantedTriangular() },
        ]);

    /// <summary>Everything trains, each group slower than the one above it by <paramref name="decay"/>.</summary>
    public static FineTuningSchedule DiscriminativeRates(double decay = UlmfitDecay, double epochs = 3) => new(
        "discriminative-rates", [new Phase { Name = "all", RateDecay = decay, Length = PhaseLength.Epochs(epochs) }]);

    /// <summary>What the textbook advises for so much data, so near to what the backbone was pretrained on, with its reason in words.</summary>
    /// <param name="trainingExamples">How many there are.</param>
    /// <param name="similarity">0 (the pretrained features are worth no more than random ones) to 1; <c>SimilarityProbe</c> measures it on the data itself.</param>
    /// <param name="limits">What counts as small and as similar.</param>
    /// <exception cref="ArgumentOutOfRangeException">No examples, or a similarity beyond 0 to 1.</exception>
    /// <exception cref="OptionsException">The limits have faults.</exception>
    public static ScheduleRecommendation Recommend(int trainingExamples, double similarity, RecommendationLimits? limits = null)
    {
        limits ??= new();
        OptionsException.ThrowIfAny(nameof(RecommendationLimits), limits.Validate());
        ArgumentOutOfRangeException.ThrowIfLessThan(trainingExamples, 1);
        if (similarity is not (>= 0 and <= 1)) throw new ArgumentOutOfRangeException(nameof(similarity), similarity, "Expected a similarity from 0 to 1.");
        return Recommender.Recommend(trainingExamples, similarity, limits);
    }

    /// <summary>A preset by its name, with its defaults.</summary>
    /// <exception cref="ArgumentException">The name is unknown; the message suggests one.</exception>
    public static FineTuningSchedule ByName(string name) => name switch
    {
        "feature-extraction" => FeatureExtraction(),
        "full-fine-tuning" => FullFineTuning(),
        "last-groups" => LastGroups(2),
        "freeze-then-unfreeze" => FreezeThenUnfreeze(),
        "gradual-unfreezing" => GradualUnfreezing(),
        "discriminative-rates" => DiscriminativeRates(),
        _ => throw new ArgumentException($"There is no schedule '{name}'.{NameSuggestion.DidYouMean(name, Names)} Known: {string.Join(", ", Names)}."),
    };

    /// <summary>The same schedule with every phase lasting <paramref name="epochs"/>.</summary>
    public FineTuningSchedule WithEpochs(double epochs) => this with { Phases = [.. Phases.Select(p => p with { Length = PhaseLength.Epochs(epochs) })] };

    /// <summary>Every fault, one sentence each; empty when there is none.</summary>
    public IReadOnlyList<string> Validate() =>
        Phases.Count == 0 ? [$"Schedule '{Name}' must have at least one phase, had none."] : [.. Phases.SelectMany(p => p.Validate())];

    /// <summary>The phases for a model with these groups, bottom to top.</summary>
    /// <param name="pretrained">The groups with pretrained weights; null takes all but the top one.</param>
    /// <exception cref="OptionsException">The schedule has faults.</exception>
    /// <exception cref="ArgumentException">A group is unknown, or nothing would train in a phase.</exception>
    public IReadOnlyList<ResolvedPhase> Resolve(IReadOnlyList<string> groups, IReadOnlySet<string>? pretrained = null)
    {
        OptionsException.ThrowIfAny(nameof(FineTuningSchedule), Validate());
        return [.. Phases.SelectMany(p => p.Gradual ? Unfolded(p, groups, pretrained) : [Resolved(p, groups, pretrained, groups.Count)])];
    }

    private static FineTuningSchedule Single(string name, string phase, GroupSelector groups, double epochs) =>
        new(name, [new Phase { Name = phase, Groups = [new(groups)], Length = PhaseLength.Epochs(epochs) }]);

    // New groups train from the first phase on: a head learns nothing worth having on top of random features.
    private static IEnumerable<ResolvedPhase> Unfolded(Phase phase, IReadOnlyList<string> groups, IReadOnlySet<string>? pretrained)
    {
        var first = groups.Count - GroupSelector.New.Select(groups, pretrained).Min();
        var phases = groups.Count - first + 1;
        return Enumerable.Range(0, phases).Select(i => Resolved(phase with { Name = $"{phase.Name} {i + 1}/{phases}" }, groups, pretrained, first + i));
    }

    private static ResolvedPhase Resolved(Phase phase, IReadOnlyList<string> groups, IReadOnlySet<string>? pretrained, int top)
    {
        var factors = new double[groups.Count];
        foreach (var rate in phase.Groups)
            foreach (var group in rate.Groups.Select(groups, pretrained)) factors[group] = rate.RateFactor;
        for (var group = 0; group < groups.Count; group++)
            factors[group] = group < groups.Count - top ? 0 : factors[group] / Math.Pow(phase.RateDecay, groups.Count - 1 - group);
        if (factors.All(f => f == 0)) throw new OptionsException(nameof(FineTuningSchedule), [$"Phase '{phase.Name}' trains no group of {string.Join(", ", groups)}; give one a rate above 0."]);
        return new(phase.Name, factors, phase.Length, phase.LearningRates);
    }
}
