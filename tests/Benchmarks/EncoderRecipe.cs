using NlpTransfer.Classifiers;
using NlpTransfer.FineTuning;
using NlpTransfer.Training;

/// <summary>
/// How the built-in encoder is fine-tuned: the same schedule for every row of the table. Chosen on the validation parts of TREC,
/// sentiment and 20 Newsgroups; no test figure was in sight.
/// </summary>
/// <param name="Data">The data set.</param>
/// <param name="Accuracy">What is to be reached.</param>
/// <param name="MacroF1">The same; null where only accuracy is asked for.</param>
internal sealed record EncoderRecipe(string Data, double Accuracy, double? MacroF1 = null)
{
    private const int BatchSize = 16;
    private const double Epochs = 4, LearningRate = 1.5e-4;

    /// <summary>Tokens of a text; the work grows with them.</summary>
    /// <value>128</value>
    public int MaxTokens { get; init; } = 128;

    public static IReadOnlyList<EncoderRecipe> All { get; } =
    [
        new("trec", 0.960), new("sms-spam", 0.993, 0.985), new("rt-polarity", 0.845), new("sentiment", 0.785), new("topic", 0.965),
        new("20newsgroups", 0.70) { MaxTokens = 192 },
    ];

    public PretrainedOptions Classifier(long seed) => new() { MaxTokens = MaxTokens, Seed = seed };

    /// <summary>Everything trains from the start, with a tenth of the steps as warm-up; the last weights count, so that no example is needed to choose them.</summary>
    public TrainingOptions Training(long seed) => new() { Schedule = FineTuningSchedule.FullFineTuning(Epochs), LearningRate = LearningRate, BatchSize = BatchSize, Seed = seed };

    /// <summary>A new head on what the encoder gives as it is, trained to its end: logistic regression.</summary>
    public TrainingOptions Frozen(long seed) => new() { Schedule = FineTuningSchedule.FeatureExtraction(40), LearningRate = 1e-2, Seed = seed };
}
