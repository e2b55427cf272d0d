using NlpTransfer.Data;
using NlpTransfer.FineTuning;
using NlpTransfer.Heads;
using static TorchSharp.torch;

namespace NlpTransfer.Training;

/// <summary>Where a training stands: counters, scores, best weights. The loop is <see cref="Trainer"/>.</summary>
internal sealed class TrainingRun : IDisposable
{
    private readonly ClassificationModel model;
    private readonly TrainingOptions options;
    private readonly IReadOnlyList<ResolvedPhase> phases;
    private readonly long[] phaseSteps;
    private readonly BestWeights bestWeights = new();
    private readonly List<EpochReport> reports = [];
    private readonly List<double> phaseScores = [];
    private int phaseIndex, stale;
    private long stepsBefore;

    public TrainingRun(
        ClassificationModel model, TrainingOptions options, IReadOnlyList<ResolvedPhase> phases, ITrainingData training, ITrainingData? validation, Device device)
    {
        (this.model, this.options, this.phases) = (model, options, phases);
        (Training, Validation) = (training, validation);
        Loss = new ClassificationLoss(options, training.Labels, model.Head.Classes, device);
        Freezing = new FreezeController(model, model.LayerGroups, options.WeightDecay);
        var perEpoch = Plan(0).Length;
        phaseSteps = [.. phases.Select(p => p.Length.MaxSteps(perEpoch))];
    }

    public ITrainingData Training { get; }

    public ITrainingData? Validation { get; }

    public FreezeController Freezing { get; }

    public ClassificationLoss Loss { get; }

    public ResolvedPhase Phase => phases[phaseIndex];

    /// <summary>Finished epochs.</summary>
    public int Epoch => reports.Count;

    /// <summary>Finished optimizer steps.</summary>
    public long Step { get; private set; }

    public IReadOnlyList<EpochReport> Reports => reports;

    public EpochReport? Best { get; private set; }

    public bool IsAtLastStep => Step - stepsBefore >= phaseSteps[phaseIndex];

    public bool IsPhaseOver => IsAtLastStep || stale >= Patience;

    private int Patience => Math.Min(Phase.Length.Patience ?? int.MaxValue, options.Patience ?? int.MaxValue);

    /// <summary>The batches of an epoch: a pure function of data, options, seed and epoch.</summary>
    public int[][] Plan(int epoch) => LengthGroupedBatches.Plan(Training.Lengths, options.Batches, options.Seed, epoch);

    public TrainingStart Start() => new(model.GroupNames, phases, Training.Count, Validation?.Count ?? 0, Training.Truncated, phaseSteps.Sum());

    public PhaseStart PhaseStart()
    {
        var trainable = Freezing.TrainableParameters.Sum(p => p.numel());
        return new(phaseIndex, Phase, phaseSteps[phaseIndex], trainable, model.parameters().Sum(p => p.numel()) - trainable);
    }

    public void BeginPhase(int index)
    {
        (phaseIndex, stale, stepsBefore) = (index, 0, Step);
        phaseScores.Clear();
        Freezing.Apply(Phase);
        if (Validation is not null) bestWeights.Cover(model.LayerGroups.Where((_, g) => !Phase.IsFrozen(g)));
    }

    /// <summary>Puts the best weights so far back: the next phase shall not start from what had begun to overfit.</summary>
    public void EndPhase()
    {
        if (Best is not null) bestWeights.Restore();
    }

    public double RateFactor() => (Phase.LearningRates ?? options.LearningRates).Factor(Step - stepsBefore, phaseSteps[phaseIndex], phaseScores);

    public StepReport EndStep(double loss, double rate, double? norm, int examples)
    {
        Step++;
        return new(Step, phaseSteps.Sum(), phaseIndex, loss, rate * Phase.RateFactors.Max(), norm, examples);
    }

    public EpochReport EndEpoch(double loss, ClassificationMetrics? validation, double paddingShare, Func<TimeSpan> duration)
    {
        var isBest = validation is not null && IsBetter(validation);
        stale = isBest ? 0 : stale + 1;
        if (isBest) bestWeights.Capture();
        double? score = validation is null ? null : Score(validation);
        if (score is { } s) phaseScores.Add(s);
        var report = new EpochReport(Epoch + 1, Phase.Name, Step, loss, validation, score, isBest, paddingShare, Training.Truncated, duration());
        if (isBest) Best = report;
        if (validation is null) stale = 0;
        reports.Add(report);
        return report;
    }

    public void Dispose()
    {
        Freezing.Dispose();
        Loss.Dispose();
        bestWeights.Dispose();
    }

    private bool IsBetter(ClassificationMetrics found)
    {
        if (Best?.Validation is not { } best) return true;
        var (now, before) = (Score(found), Score(best));
        return now > before || (now == before && found.Loss < best.Loss);
    }

    private double Score(ClassificationMetrics metrics) => options.Monitor switch
    {
        MonitoredMetric.Accuracy => metrics.Accuracy,
        MonitoredMetric.MacroF1 => metrics.MacroF1,
        _ => -metrics.Loss,
    };
}
