using System.Globalization;
using NlpTransfer.Data;
using NlpTransfer.FineTuning;

namespace NlpTransfer.Training;

/// <summary>How a model is trained.</summary>
public sealed record TrainingOptions
{
    /// <summary>What trains when.</summary>
    /// <value>new groups on frozen ones, then everything at half the rate</value>
    public FineTuningSchedule Schedule { get; init; } = FineTuningSchedule.FreezeThenUnfreeze();

    /// <summary>The base rate; groups train at multiples of it that the schedule says. The default is for word vectors; encoders want about 1e-4.</summary>
    /// <value>0.002</value>
    public double LearningRate { get; init; } = 2e-3;

    /// <summary>How the rates move over each phase that does not say so itself.</summary>
    /// <value>linear, with a tenth of the steps as warm-up</value>
    public LearningRateSchedule LearningRates { get; init; } = LearningRateSchedule.Linear(0.1);

    /// <summary>Most examples a batch.</summary>
    /// <value>32</value>
    public int BatchSize { get; init; } = 32;

    /// <summary>Batches whose gradients are summed for one step of the optimizer, as one batch of them all would give it.</summary>
    /// <value>1</value>
    public int AccumulatedBatches { get; init; } = 1;

    /// <summary>Most tokens a batch, padding included; null sets no bound.</summary>
    public int? MaxBatchTokens { get; init; }

    /// <summary>AdamW's decoupled weight decay, per step and unit of rate. Biases, norms and embedding tables are left out.</summary>
    /// <value>0.01</value>
    public double WeightDecay { get; init; } = 0.01;

    /// <summary>The gradient's largest norm over all trainable parameters; 0 leaves it as it is.</summary>
    /// <value>1</value>
    public double GradientClip { get; init; } = 1;

    /// <summary>How much of the target's probability is spread over all classes, 0 to below 1.</summary>
    /// <value>0</value>
    public double LabelSmoothing { get; init; }

    /// <summary>
    /// The focal loss's gamma (Lin et al. 2017): an example's loss is multiplied by (1 - p)^gamma, p the probability of its label, so that
    /// what is learned already counts less. 0 is cross entropy.
    /// </summary>
    /// <value>0</value>
    public double FocalGamma { get; init; }

    /// <summary>
    /// How much of an exponential moving average of the weights each step keeps; evaluations and the result are the average's. 0 keeps
    /// none; 0.99 to 0.9999 are usual.
    /// </summary>
    /// <value>0</value>
    public double AverageDecay { get; init; }

    /// <value><see cref="ClassWeighting.None"/></value>
    public ClassWeighting ClassWeighting { get; init; }

    /// <summary>What chooses the best weights among the evaluations; of equals the lower loss. On a few hundred examples the loss tells models apart that accuracy cannot.</summary>
    /// <value><see cref="MonitoredMetric.Loss"/></value>
    public MonitoredMetric Monitor { get; init; } = MonitoredMetric.Loss;

    /// <summary>Patterns of parameters that stay frozen whatever the phase, such as <c>layer.0.attention.*</c>.</summary>
    /// <value>none</value>
    public IReadOnlyList<string> FreezeParameters { get; init; } = [];

    /// <summary>
    /// Whether BatchNorm of a pretrained backbone trains once its group is unfrozen. By default it stays in inference mode; that of
    /// groups without pretrained weights always trains.
    /// </summary>
    /// <value>false</value>
    public bool TrainBatchNorm { get; init; }

    /// <summary>
    /// Whether a step keeps only what flows between layer groups, and computes each group once more on the way back: the same weights
    /// for about a third more time, and the memory of one group's activations in place of all. On the CPU, without BatchNorm.
    /// </summary>
    /// <value>false</value>
    public bool CheckpointActivations { get; init; }

    /// <summary>
    /// Whether an encoder on a GPU trains with products in bfloat16, from weights that stay in float32 like all between them. Evaluations
    /// are in float32, and so is everything on the CPU.
    /// </summary>
    /// <value>true</value>
    public bool MixedPrecision { get; init; } = true;

    /// <summary>Optimizer steps between evaluations within an epoch, each over the whole validation data; null evaluates at the end of each epoch alone.</summary>
    public int? EvaluateEverySteps { get; init; }

    /// <summary>Evaluations without improvement that end a phase; null trains each phase to its end.</summary>
    /// <value>5</value>
    public int? Patience { get; init; } = 5;

    /// <summary>Few-shot training of the backbone by pairs, then a head by logistic regression; null trains both on labels.</summary>
    public ContrastiveOptions? Contrastive { get; init; }

    /// <summary>What a classifier decides on validation data after training: temperature and thresholds.</summary>
    public DecisionOptions Decisions { get; init; } = new();

    /// <summary>How the output of frozen groups is kept between epochs.</summary>
    /// <value>where it saves work, up to a quarter of memory, then in a file</value>
    public FeatureCacheOptions FeatureCache { get; init; } = new();

    /// <summary>Decides the order of the data and what dropout drops. Equal seeds give equal weights on one machine.</summary>
    /// <value>0</value>
    public long Seed { get; init; }

    /// <summary>
    /// What suits a handful of examples a label on an encoder whose features are means (<c>PretrainedOptions.ForFewShot</c>): contrastive training of
    /// its layers, the embeddings frozen, then a logistic regression. Chosen on draws from the training parts of TREC and Rotten Tomatoes.
    /// </summary>
    public static TrainingOptions ForFewShot() => new()
    {
        Contrastive = new(),
        LearningRate = 5e-5,
        Schedule = new("few-shot", [new Phase { Name = "pairs", Groups = [new(GroupSelector.All), new(GroupSelector.Named("embeddings"), 0)], Length = PhaseLength.Epochs(20) }]),
    };

    /// <summary>Every fault, one sentence each; empty when there is none.</summary>
    public IReadOnlyList<string> Validate()
    {
        var faults = new List<string>();
        if (!(LearningRate > 0 && double.IsFinite(LearningRate))) faults.Add(Fault(nameof(LearningRate), "above 0", LearningRate));
        if (BatchSize < 1) faults.Add($"BatchSize must be at least 1, was {BatchSize}.");
        if (MaxBatchTokens < 1) faults.Add($"MaxBatchTokens must be at least 1, was {MaxBatchTokens}.");
        if (AccumulatedBatches < 1) faults.Add($"AccumulatedBatches must be at least 1, was {AccumulatedBatches}.");
        if (EvaluateEverySteps < 1) faults.Add($"EvaluateEverySteps must be at least 1, was {EvaluateEverySteps}.");
        if (!(FocalGamma >= 0 && double.IsFinite(FocalGamma))) faults.Add(Fault(nameof(FocalGamma), "at least 0", FocalGamma));
        if (AverageDecay is not (>= 0 and < 1)) faults.Add(Fault(nameof(AverageDecay), "from 0 to below 1", AverageDecay));
        if (!(WeightDecay >= 0 && double.IsFinite(WeightDecay))) faults.Add(Fault(nameof(WeightDecay), "at least 0", WeightDecay));
        if (!(GradientClip >= 0)) faults.Add(Fault(nameof(GradientClip), "at least 0", GradientClip));
        if (LabelSmoothing is not (>= 0 and < 1)) faults.Add(Fault(nameof(LabelSmoothing), "from 0 to below 1", LabelSmoothing));
        if (Patience < 1) faults.Add($"Patience must be at least 1, was {Patience}.");
        if (FreezeParameters.Any(string.IsNullOrWhiteSpace)) faults.Add("FreezeParameters must not hold an empty pattern.");
        return [.. faults, .. Schedule.Validate(), .. LearningRates.Validate(), .. FeatureCache.Validate(), .. Contrastive?.Validate() ?? []];
    }

    internal BatchOptions Batches => new() { MaxExamples = BatchSize, MaxTokens = MaxBatchTokens };

    private static string Fault(string property, string expected, double found) =>
        string.Create(CultureInfo.InvariantCulture, $"{property} must be {expected}, was {found}.");
}
