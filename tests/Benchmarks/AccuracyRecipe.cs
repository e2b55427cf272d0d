using NlpTransfer.Backbones;
using NlpTransfer.Classifiers;
using NlpTransfer.FineTuning;
using NlpTransfer.Heads;
using NlpTransfer.Training;

/// <summary>How a data set of the accuracy table is trained. Chosen on a tenth of the training data that was held out for it.</summary>
/// <param name="Data">The data set.</param>
/// <param name="Target">The accuracy to be reached.</param>
internal sealed record AccuracyRecipe(string Data, double Target, WordBackboneOptions Backbone, FineTuningSchedule Schedule)
{
    /// <summary>Base rate.</summary>
    public double LearningRate { get; init; } = 2e-3;

    /// <value>32</value>
    public int BatchSize { get; init; } = 32;

    /// <summary>Words of a text that are read.</summary>
    /// <value>300</value>
    public int MaxTokens { get; init; } = 300;

    /// <summary>Of the averaged weights; 0 averages none.</summary>
    public double AverageDecay { get; init; }

    /// <summary>How much of the target's probability is spread over all classes.</summary>
    public double LabelSmoothing { get; init; }

    /// <summary>The label whose F1 the table gives; null for macro F1.</summary>
    public string? Positive { get; init; }

    public static IReadOnlyList<AccuracyRecipe> All { get; } =
    [
        new("sms-spam", 0.987, new AveragingOptions(), FineTuningSchedule.FreezeThenUnfreeze()) { Positive = "spam" },
        new("rt-polarity", 0.785, new CnnOptions { EmbeddingDropout = 0.2 }, FineTuningSchedule.FullFineTuning(8)) { LearningRate = 1e-3, BatchSize = 50, AverageDecay = 0.98 },
        new("trec", 0.905, new CnnOptions(), FineTuningSchedule.FreezeThenUnfreeze(unfrozenRate: 1)),
        new("spam-assassin", 0.987, new CnnOptions(), FineTuningSchedule.FreezeThenUnfreeze()) { Positive = "spam" },
        new("20newsgroups", 0.73, new PoolingOptions { Sif = PoolingOptions.SifDefault }, FineTuningSchedule.FullFineTuning(30)) { LearningRate = 5e-3, MaxTokens = 1000 },
        new("sentiment", 0.71, new RecurrentOptions { Cell = RecurrentCell.Gru }, FineTuningSchedule.FreezeThenUnfreeze()),
        new("topic", 0.97, new PoolingOptions { Sif = PoolingOptions.SifDefault }, FineTuningSchedule.FreezeThenUnfreeze(40, 10, unfrozenRate: 0.2)) { LearningRate = 2e-2, BatchSize = 8, LabelSmoothing = 0.1 },
    ];

    public TextClassifierOptions Classifier(long seed) => new() { Backbone = Backbone, MaxTokens = MaxTokens, Seed = seed };

    public TrainingOptions Training(long seed) => new() { Schedule = Schedule, LearningRate = LearningRate, BatchSize = BatchSize, AverageDecay = AverageDecay, LabelSmoothing = LabelSmoothing, Seed = seed };
}
