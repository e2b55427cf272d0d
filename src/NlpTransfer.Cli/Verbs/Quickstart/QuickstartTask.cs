using NlpTransfer.Classifiers;
using NlpTransfer.Cli.Verbs.Train;
using NlpTransfer.FineTuning;
using NlpTransfer.Training;

namespace NlpTransfer.Cli.Verbs.Quickstart;

/// <summary>A job that quickstart can do: which corpus, which one when there is no network, and how long it trains.</summary>
internal sealed record QuickstartTask(string Name, string Title, string Corpus, string OfflineCorpus, string Example)
{
    // A pass over a few hundred texts has only a dozen steps.
    private const double SmallEpochs = 10;

    private const double HeadRate = 3e-3, UpperRate = 1e-4;

    /// <summary>All of them; the first is what quickstart does by itself.</summary>
    public static IReadOnlyList<QuickstartTask> All { get; } =
    [
        new("spam", "spam in real e-mails", Corpora.SpamAssassin, "sms-spam", "You have won 1,000,000 dollars"),
        new("sms", "spam in text messages", "sms-spam", "sms-spam", "Reply YES to claim your prize") { FrozenEpochs = SmallEpochs, UnfrozenEpochs = SmallEpochs, HeadEpochs = SmallEpochs, UpperEpochs = 5, UpperLayers = 4 },
        new("sentiment", "positive and negative reviews", "sentiment", "sentiment", "I would go there again tomorrow") { FrozenEpochs = SmallEpochs, UnfrozenEpochs = SmallEpochs, HeadEpochs = SmallEpochs, UpperEpochs = 5, UpperLayers = 4 },
        new("topic", "topics of news", "topic", "topic", "The bank raised its rates for the third time") { FrozenEpochs = SmallEpochs, UnfrozenEpochs = SmallEpochs, HeadEpochs = SmallEpochs, UpperEpochs = 5, UpperLayers = 4 },
    ];

    /// <summary>Tokens a text keeps; what matters in an e-mail stands near its top.</summary>
    public int MaxTokens { get; init; } = 400;

    /// <summary>Passes on frozen vectors.</summary>
    public double FrozenEpochs { get; init; } = 4;

    /// <summary>Passes with everything trainable.</summary>
    public double UnfrozenEpochs { get; init; } = 5;

    /// <summary>Tokens of a text that the encoder reads; its work grows with them.</summary>
    public int EncoderTokens { get; init; } = 64;

    /// <summary>Passes of the encoder's new head over kept features.</summary>
    public double HeadEpochs { get; init; } = 4;

    /// <summary>Passes with the encoder's upper layers trainable too.</summary>
    public double UpperEpochs { get; init; } = 2;

    /// <summary>How many of them that are.</summary>
    public int UpperLayers { get; init; } = 2;

    /// <summary>The same job in another number of passes, in the same proportion; parts of passes are allowed.</summary>
    public QuickstartTask WithEpochs(int epochs)
    {
        double share = FrozenEpochs / (FrozenEpochs + UnfrozenEpochs), head = HeadEpochs / (HeadEpochs + UpperEpochs);
        return this with { FrozenEpochs = epochs * share, UnfrozenEpochs = epochs * (1 - share), HeadEpochs = epochs * head, UpperEpochs = epochs * (1 - head) };
    }

    /// <summary>How the encoder is trained: its new head first, on features that are computed once, then its upper layers too, at the low rate that they bear.</summary>
    public TrainingOptions EncoderTraining(int seed) => new()
    {
        Seed = seed,
        LearningRate = UpperRate,
        Schedule = new FineTuningSchedule("head-then-upper-layers",
        [
            new Phase { Name = "head", Groups = [new(GroupSelector.New, HeadRate / UpperRate)], Length = PhaseLength.Epochs(HeadEpochs) },
            new Phase { Name = "upper layers", Groups = [new(GroupSelector.Last(UpperLayers + 1))], Length = PhaseLength.Epochs(UpperEpochs) },
        ]),
    };

    /// <summary>How it is trained: the library's rates, and the network of the task presets.</summary>
    public TrainingSettings Settings(int seed) => new()
    {
        Backbone = TaskPreset.Spam.Classifier.Backbone,
        MaxTokens = MaxTokens,
        Training = new TrainingOptions
        {
            Seed = seed,
            Schedule = FineTuningSchedule.FreezeThenUnfreeze(FrozenEpochs, UnfrozenEpochs),
        },
    };
}
