using NlpTransfer.Backbones;
using NlpTransfer.Data;
using NlpTransfer.FineTuning;
using NlpTransfer.Heads;
using static TorchSharp.torch;

namespace NlpTransfer.Training;

/// <summary>Where a training stands: counters, scores, best weights. The loop is <see cref="Trainer"/>.</summary>
internal sealed class TrainingRun : IDisposable
{
    private readonly LayeredModel model;
    private readonly TrainingOptions options;
    private readonly IReadOnlyList<ResolvedPhase> phases;
    private readonly long[] phaseSteps;
    private readonly Dictionary<int, int> stepsOfEpochs = [];
    private readonly FeatureCache features;
    private readonly TimeProvider time;
    private readonly GroupMovement movement;
    private TrainingProgress progress = new();
    private long ticked;

    public TrainingRun(
        TrainingObjective objective, TrainingOptions options, IReadOnlyList<ResolvedPhase> phases, ITrainingData training, ITrainingData? validation, Device device, TimeProvider time)
    {
        (model, this.options, this.phases, this.time) = (objective.Model, options, phases, time);
        features = new FeatureCache(model, options.FeatureCache, training, validation, device, time);
        Loss = objective.Begin(training, device);
        Freezing = new FreezeController(model, model.LayerGroups, options.WeightDecay, FrozenParameters.Of(model.LayerGroups, options.FreezeParameters), options.TrainBatchNorm);
        Average = options.AverageDecay > 0 ? new WeightAverage(options.AverageDecay) : null;
        movement = new GroupMovement(model.LayerGroups);
        phaseSteps = new long[phases.Count];
        CountSteps(0, epoch: 0);
        ticked = time.GetTimestamp();
    }

    public LayeredModel Model => model;

    /// <summary>The examples, or the features that frozen groups gave for them.</summary>
    public ITrainingData Training => features.Training;

    /// <summary>The same for the validation data.</summary>
    public ITrainingData? Validation => features.Validation;

    public IReadOnlyList<FeatureReport> Features => features.Reports;

    public FreezeController Freezing { get; }

    public BatchLoss Loss { get; }

    public BestWeights BestWeights { get; } = new();

    /// <summary>Of the weights; null where none was asked for.</summary>
    public WeightAverage? Average { get; }

    public ResolvedPhase Phase => phases[progress.Phase];

    /// <summary>Finished epochs.</summary>
    public int Epoch => progress.Epochs.Count;

    /// <summary>Finished batches of the epoch at hand.</summary>
    public int Batch => progress.Batch;

    /// <summary>Finished optimizer steps.</summary>
    public long Step => progress.Step;

    /// <summary>Since training began, stops not counted.</summary>
    public TimeSpan Duration => TimeSpan.FromSeconds(progress.Seconds);

    public IReadOnlyList<EpochReport> Reports => progress.Epochs;

    public EpochReport? Best => progress.Best;

    /// <summary>Those that a phase has trained until now, bottom to top.</summary>
    public IEnumerable<LayerGroup> TouchedGroups => model.LayerGroups.Where(g => progress.Touched.Contains(g.Name));

    public bool IsOver => progress.Phase == phases.Count;

    public bool IsPhaseBegun => progress.IsPhaseBegun;

    public bool IsAtLastStep => Step - progress.StepsBeforePhase >= phaseSteps[progress.Phase];

    /// <summary>Never in the middle of an epoch: its evaluation belongs to the phase.</summary>
    public bool IsPhaseOver => Batch == 0 && (IsAtLastStep || IsStale);

    public bool IsStale => progress.Stale >= Patience;

    /// <summary>Whether an evaluation within the epoch is to come before the next step.</summary>
    public bool IsEvaluationDue => Batch > 0 && Step % options.EvaluateEverySteps == 0 && progress.EvaluatedStep != Step;

    private ResolvedPhase? LastBegun => phases.Take(progress.Phase + (IsPhaseBegun ? 1 : 0)).LastOrDefault();

    private int Patience => Math.Min(Phase.Length.Patience ?? int.MaxValue, options.Patience ?? int.MaxValue);

    /// <summary>The batches of an epoch: a pure function of data, options, seed and epoch.</summary>
    public int[][] Plan(int epoch) => Training.Plan(options.Batches, options.Seed, epoch);

    /// <summary>An epoch's batches by optimizer step.</summary>
    public int[][][] Steps(int[][] plan) => [.. plan.Chunk(options.AccumulatedBatches)];

    /// <summary>The batches of an epoch that are still to come.</summary>
    public int[][] Rest(int[][] plan) => plan[Math.Min(plan.Length, Batch * options.AccumulatedBatches)..];

    public TrainingStart Start(IReadOnlyList<string> remarks) =>
        new(model.GroupNames, phases, Training.Count, Validation?.Count ?? 0, Training.Truncated, phaseSteps.Sum()) { StepsDone = Step, Remarks = remarks };

    /// <summary>What has to be the same for this run to be continued.</summary>
    public Dictionary<string, string> Identity() => TrainingIdentity.Of(options, model, phases, Training, Validation);

    public PhaseStart PhaseStart()
    {
        var trainable = Freezing.TrainableParameters.Sum(p => p.numel());
        return new(progress.Phase, Phase, phaseSteps[progress.Phase], trainable, model.parameters().Sum(p => p.numel()) - trainable) { Warnings = RateCheck.Warnings(model, Phase, options.LearningRate) };
    }

    public void BeginPhase()
    {
        (progress.IsPhaseBegun, progress.Stale, progress.StepsBeforePhase, progress.EpochsBeforePhase) = (true, 0, Step, Epoch);
        progress.PhaseScores.Clear();
        CountSteps(progress.Phase, Epoch);
        Freezing.Apply(Phase);
        Cover();
    }

    /// <summary>Keeps the output of what stays frozen, for as many phases as it does.</summary>
    public void PrepareFeatures(Action<Action<ITrainingCallback>> tell, CancellationToken cancellation)
    {
        var (first, end) = (progress.Phase, progress.Phase); // the phases around this one with the same frozen groups, whichever of them a run continues in
        while (first > 0 && phases[first - 1].FrozenPrefix == Phase.FrozenPrefix) first--;
        while (end < phases.Count && phases[end].FrozenPrefix == Phase.FrozenPrefix) end++;
        var passes = phases.Skip(first).Take(end - first).Sum(p => p.Length.StepCount > 0 ? p.Length.StepCount / (double)StepsOf(0) : p.Length.EpochCount);
        features.Enter(Phase.Name, Freezing.FrozenPrefix, passes, progress.Features, tell, cancellation);
        progress.Features = features.Traces;
    }

    /// <summary>Puts the best weights so far back: the next phase shall not start from what had begun to overfit.</summary>
    public void EndPhase()
    {
        if (Best is not null) BestWeights.Restore();
        else Average?.Adopt();
        (progress.Phase, progress.IsPhaseBegun) = (progress.Phase + 1, false);
    }

    public double RateFactor() =>
        (Phase.LearningRates ?? options.LearningRates).Factor(Step - progress.StepsBeforePhase, phaseSteps[progress.Phase], progress.PhaseScores);

    public StepReport EndStep(double loss, double rate, double? norm, int examples)
    {
        progress.Step++;
        Average?.Update(Step - progress.StepsBeforePhase);
        progress.Batch++;
        progress.LossSum += loss * examples;
        progress.Seen += examples;
        return new(Step, phaseSteps.Sum(), progress.Phase, loss, rate * Phase.RateFactors.Max(), norm, examples);
    }

    /// <summary>An evaluation: keeps the weights when they are the best so far.</summary>
    public EpochReport EndEvaluation(ClassificationMetrics? validation, double paddingShare)
    {
        var loss = progress.LossSum / progress.Seen;
        double? score = options.Monitor == MonitoredMetric.TrainingLoss ? -loss : validation?.Score(options.Monitor);
        var isBest = score is { } found && IsBetter(found, validation?.Loss);
        progress.Stale = isBest || score is null ? 0 : progress.Stale + 1;
        progress.EvaluatedStep = Step;
        if (isBest) BestWeights.Capture();
        if (score is { } s) progress.PhaseScores.Add(s);
        Tick();
        var report = new EpochReport(
            Epoch + 1, Phase.Name, Step, loss, validation, score, isBest, paddingShare, Training.Truncated, TimeSpan.FromSeconds(progress.EpochSeconds)) { Movement = movement.Measure() };
        if (isBest) progress.Best = report;
        return report;
    }

    public void EndEpoch(EpochReport report)
    {
        progress.Epochs.Add(report);
        (progress.Batch, progress.LossSum, progress.Seen, progress.EpochSeconds) = (0, 0, 0, 0);
    }

    /// <summary>Adds the time since the last call to the epoch's and the training's.</summary>
    public void Tick()
    {
        var now = time.GetTimestamp();
        var seconds = time.GetElapsedTime(ticked, now).TotalSeconds;
        ticked = now;
        progress.EpochSeconds += seconds;
        progress.Seconds += seconds;
    }

    public TrainingProgress CopyProgress() => progress.Copy();

    /// <summary>Takes up where another process stood: the freezing of its phase, optimizers and copies without their values yet.</summary>
    public void Continue(TrainingProgress stopped)
    {
        if (stopped.Phase > phases.Count) throw new CheckpointException($"The training stood in phase {stopped.Phase + 1}, but its schedule now has {phases.Count}.");
        progress = stopped;
        if (IsPhaseBegun) CountSteps(progress.Phase, progress.EpochsBeforePhase);
        // Between two phases the optimizers are still those of the one before: groups that go on training keep them.
        if (LastBegun is not { } phase) return;
        Freezing.Apply(phase);
        Cover();
    }

    // A phase of whole epochs ends with the last step of one: how many batches an epoch has depends on its order.
    private void CountSteps(int phase, int epoch)
    {
        CountEpochs(epoch, epoch + (int)Math.Ceiling(phases.Skip(phase).Sum(p => p.Length.EpochCount)));
        for (; phase < phases.Count; phase++)
        {
            phaseSteps[phase] = phases[phase].Length.MaxSteps(e => StepsOf(epoch + e));
            for (var left = phaseSteps[phase]; left > 0; epoch++) left -= StepsOf(epoch);
        }
    }

    // All that are wanted at once, on all cores: half a million texts take about a quarter of a second of processor time an epoch.
    private void CountEpochs(int from, int to)
    {
        var wanted = Enumerable.Range(from, to - from).Where(e => !stepsOfEpochs.ContainsKey(e)).ToArray();
        foreach (var (epoch, steps) in wanted.AsParallel().Select(e => (e, Count(e))).ToArray()) stepsOfEpochs[epoch] = steps;
    }

    private int StepsOf(int epoch) => stepsOfEpochs.TryGetValue(epoch, out var known) ? known : stepsOfEpochs[epoch] = Count(epoch);

    private int Count(int epoch) => (Plan(epoch).Length + options.AccumulatedBatches - 1) / options.AccumulatedBatches;

    private void Cover()
    {
        if (IsPhaseBegun) progress.Touched.UnionWith(TrainableGroups.Select(g => g.Name));
        foreach (var group in TouchedGroups) group.History.Trains(); // those of a checkpoint, too
        if (IsMonitored) BestWeights.Cover(TouchedGroups);
        movement.Cover(TouchedGroups);
        Average?.Begin(TrainableGroups);
    }

    public void Dispose()
    {
        Freezing.Dispose();
        Loss.Dispose();
        BestWeights.Dispose();
        movement.Dispose();
        Average?.Dispose();
        features.Dispose();
    }

    private IEnumerable<LayerGroup> TrainableGroups => model.LayerGroups.Where((_, g) => !LastBegun!.IsFrozen(g));

    private bool IsMonitored => Validation is not null || options.Monitor == MonitoredMetric.TrainingLoss;

    private bool IsBetter(double score, double? loss) =>
        Best is not { Score: { } before } || score > before || (score == before && loss < Best.Validation?.Loss);
}
