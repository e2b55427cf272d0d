using NlpTransfer.Backbones;
using NlpTransfer.FineTuning;
using NlpTransfer.Training;

namespace NlpTransfer.Classifiers;

/// <summary>Settings that suit a kind of task: a pure value to start from, every part of which can be changed with <c>with</c>.</summary>
public sealed record TaskPreset
{
    private const double EncoderRate = 1e-4, SmallCorpusDropout = 0.3;
    private const int EncoderEpochs = 3;

    private static readonly TaskPreset[] All = [Sentiment, Spam, Topic];

    private TaskPreset(string name, string reason) => (Name, Reason) = (name, reason);

    /// <summary>Opinions. What decides may stand anywhere and is often a phrase ("not good"): convolutions over whole reviews; both sides count alike, so no weights and no threshold.</summary>
    public static TaskPreset Sentiment => new("sentiment", "300 words, convolutions over phrases, all labels count alike, calibrated")
    {
        Classifier = Cnn(maxTokens: 300),
        Encoder = new PretrainedOptions { MaxTokens = 128 },
    };

    /// <summary>One rare label to be found among much else. What decides stands near the top; the threshold on the label looked for is chosen for F1, because accuracy hardly sees a rare label.</summary>
    public static TaskPreset Spam => new("spam", "the first 400 words, convolutions over phrases, calibrated, the threshold on the spam label chosen for F1")
    {
        Classifier = Cnn(maxTokens: 400),
        Encoder = new PretrainedOptions { MaxTokens = 256 },
        Training = Calibrated(new DecisionOptions { Goal = ThresholdGoal.F1 }),
    };

    /// <summary>Subjects, often many and unevenly filled: rare ones weigh as much as common ones, and the epoch is chosen by macro F1.</summary>
    public static TaskPreset Topic => new("topic", "the first 300 words, convolutions over phrases, rare labels weigh as much as common ones, the epoch chosen by macro F1, calibrated")
    {
        Classifier = Cnn(maxTokens: 300),
        Encoder = new PretrainedOptions { MaxTokens = 256 },
        Training = Calibrated(new DecisionOptions()) with { ClassWeighting = ClassWeighting.Balanced, Monitor = MonitoredMetric.MacroF1 },
    };

    /// <value>sentiment, spam, topic</value>
    public static IReadOnlyList<string> Names => [.. All.Select(p => p.Name)];

    public string Name { get; }

    /// <summary>One line for people: what is set, beside what every training has.</summary>
    public string Reason { get; }

    /// <summary>For <see cref="TextClassifier.Create"/>, over word vectors.</summary>
    public TextClassifierOptions Classifier { get; init; } = new();

    /// <summary>For <see cref="TextClassifier.FromPretrained"/>, on an encoder.</summary>
    public PretrainedOptions Encoder { get; init; } = new();

    /// <summary>For training over word vectors: new layers on frozen vectors first, then everything at half the rate.</summary>
    public TrainingOptions Training { get; init; } = Calibrated(new DecisionOptions());

    /// <summary>For training on an encoder: the same, but everything trains from the start, at an encoder's rate.</summary>
    public TrainingOptions EncoderTraining => Training with { LearningRate = EncoderRate, Schedule = FineTuningSchedule.FullFineTuning(EncoderEpochs) };

    /// <exception cref="ArgumentException">There is no such task.</exception>
    public static TaskPreset ByName(string name) => All.FirstOrDefault(p => p.Name == name)
        ?? throw new ArgumentException($"There is no task '{name}'.{NameSuggestion.DidYouMean(name, Names)} Known: {string.Join(", ", Names)}.");

    // A third of the vectors' values dropped: on e-mails it gained 0.002 to 0.003 of accuracy.
    private static TextClassifierOptions Cnn(int maxTokens) => new() { Backbone = new CnnOptions { EmbeddingDropout = SmallCorpusDropout }, MaxTokens = maxTokens };

    private static TrainingOptions Calibrated(DecisionOptions decisions) => new() { Decisions = decisions with { Calibrate = true } };
}
