using System.Globalization;
using NlpTransfer.Backbones;
using NlpTransfer.Classifiers;
using NlpTransfer.Data;
using NlpTransfer.Embeddings;
using NlpTransfer.FineTuning;
using NlpTransfer.Heads;
using NlpTransfer.Training;
using TorchSharp;

namespace NlpTransfer.Cli.Verbs.Train;

/// <summary>Everything that <c>--set</c> can change about a training, beside what has an option of its own.</summary>
internal sealed record TrainingSettings
{
    private const double EncoderRate = 1e-4;
    private const int EncoderTokens = 128;

    private static readonly Dictionary<string, ClassWeighting> Weightings = new() { ["none"] = ClassWeighting.None, ["balanced"] = ClassWeighting.Balanced };

    private static readonly Dictionary<string, MonitoredMetric> Metrics = new()
    {
        ["accuracy"] = MonitoredMetric.Accuracy,
        ["macro-f1"] = MonitoredMetric.MacroF1,
        ["loss"] = MonitoredMetric.Loss,
        ["weighted-f1"] = MonitoredMetric.WeightedF1,
        ["mcc"] = MonitoredMetric.Mcc,
        ["auroc"] = MonitoredMetric.Auroc,
        ["average-precision"] = MonitoredMetric.AveragePrecision,
        ["ece"] = MonitoredMetric.Ece,
        ["brier"] = MonitoredMetric.Brier,
        ["training-loss"] = MonitoredMetric.TrainingLoss,
    };

    private static readonly Dictionary<string, EncoderPooling> Poolings = new() { ["cls"] = EncoderPooling.Cls, ["mean"] = EncoderPooling.Mean, ["max"] = EncoderPooling.Max, ["attention"] = EncoderPooling.Attention, ["last"] = EncoderPooling.Last };

    private const string RecurrentNames = "bilstm or bigru";

    private static readonly Dictionary<string, RecurrentPooling> RecurrentPoolings = new() { ["max"] = RecurrentPooling.Max, ["mean"] = RecurrentPooling.Mean, ["attention"] = RecurrentPooling.Attention };

    private static readonly TrainingOptions Default = new();

    private static readonly RecurrentOptions Recurrent = new();

    private static readonly AveragingOptions Dan = new();

    private static readonly NgramOptions Ngrams = new();

    private static readonly IReadOnlyList<Phase> DefaultPhases = FineTuningSchedule.FreezeThenUnfreeze().Phases;

    /// <summary>The keys of <c>--set</c>.</summary>
    public static readonly SettingTable<TrainingSettings> Table = new(
    [
        new("learning-rate", $"base rate ({Text(Default.LearningRate)}; encoders {Text(EncoderRate)}, their adapters {LoraChoice.UsualRate})", (s, v) => s.Train(t => t with { LearningRate = v.Number })),
        new("learning-rates", $"how it moves: {string.Join(", ", LearningRateSchedule.Names)} (linear)", (s, v) => s.Train(t => t with { LearningRates = LearningRateSchedule.ByName(v.Text) })),
        new("unfrozen-rate", $"of freeze-then-unfreeze's second phase, as a multiple of learning-rate ({Text(DefaultPhases[1].Groups[0].RateFactor)})", (s, v) => s.Unfrozen(v.Key, p => p with { Groups = [new(GroupSelector.All, v.Number)] })),
        new("unfrozen-epochs", $"length of freeze-then-unfreeze's second phase ({Text(DefaultPhases[1].Length.EpochCount)}, or --epochs)", (s, v) => s.Unfrozen(v.Key, p => p with { Length = PhaseLength.Epochs(v.Number) })),
        new("batch-size", "most examples a batch (32)", (s, v) => s.Train(t => t with { BatchSize = v.Integer })),
        new("accumulated-batches", "batches whose gradients make one step (1)", (s, v) => s.Train(t => t with { AccumulatedBatches = v.Integer })),
        new("max-batch-tokens", "most tokens a batch, padding included (no bound)", (s, v) => s.Train(t => t with { MaxBatchTokens = v.Integer })),
        new("max-tokens", $"longer texts are cut off here (300; encoders {EncoderTokens})", (s, v) => s with { MaxTokens = v.Integer }),
        new("weight-decay", "AdamW's decay (0.01)", (s, v) => s.Train(t => t with { WeightDecay = v.Number })),
        new("gradient-clip", "largest norm of the gradient, 0 for no bound (1)", (s, v) => s.Train(t => t with { GradientClip = v.Number })),
        new("label-smoothing", "0 to below 1 (0)", (s, v) => s.Train(t => t with { LabelSmoothing = v.Number })),
        new("focal-gamma", "focal loss: examples that are learned already count less, 2 is usual (0: cross entropy)", (s, v) => s.Train(t => t with { FocalGamma = v.Number })),
        new("average-decay", "evaluate and keep a moving average of the weights, 0.999 is usual (0: none)", (s, v) => s.Train(t => t with { AverageDecay = v.Number })),
        new("mixed-precision", "whether an encoder on a GPU trains in bfloat16, from weights in float32 (true)", (s, v) => s.Train(t => t with { MixedPrecision = v.Truth })),
        new("evaluate-every-steps", "steps between evaluations within an epoch (none)", (s, v) => s.Train(t => t with { EvaluateEverySteps = v.Integer })),
        new("class-weighting", "none or balanced (none)", (s, v) => s.Train(t => t with { ClassWeighting = v.OneOf(Weightings) })),
        new("monitor", $"what chooses the best epoch: {string.Join(", ", Metrics.Keys)} ({Default.Monitor.ToString().ToLowerInvariant()})", (s, v) => s.Train(t => t with { Monitor = v.OneOf(Metrics) })),
        new("patience", "epochs without improvement that end a phase (5)", (s, v) => s.Train(t => t with { Patience = v.Integer })),
        new("dropout", "of the features before the head (0.5; encoders 0.1)", (s, v) => s with { Head = s.Head with { Dropout = v.Number } }),
        new("hidden-sizes", $"hidden layers, such as 128,64: of dan ({string.Join(',', Dan.HiddenSizes)}), else of the head (none)", (s, v) => s.Hidden(v.Integers)),
        new("filter-widths", "words a filter sees, cnn only (3,4,5)", (s, v) => s.With<CnnOptions>(v.Key, "cnn", c => c with { FilterWidths = v.Integers })),
        new("filters", "filters of each width, cnn only (100)", (s, v) => s.With<CnnOptions>(v.Key, "cnn", c => c with { FiltersPerWidth = v.Integer })),
        new("hidden-size", $"values a state in each direction, bilstm and bigru ({Recurrent.HiddenSize})", (s, v) => s.With<RecurrentOptions>(v.Key, RecurrentNames, r => r with { HiddenSize = v.Integer })),
        new("layers", $"layers of bilstm and bigru ({Recurrent.Layers}); of an encoder, how many to keep from the bottom (all)", (s, v) => s.KeepLayers(v)),
        new("embedding-dropout", "of the word vectors, cnn, bilstm and bigru (0)", (s, v) => s.EmbeddingDropout(v.Key, v.Number)),
        new("layer-dropout", $"between layers, bilstm, bigru and dan ({Text(Recurrent.LayerDropout)})", (s, v) => s.LayerDropout(v.Key, v.Number)),
        new("head-strength", $"cost of the few-shot head's errors against the size of its weights ({Text(new ContrastiveOptions().HeadStrength)})", (s, v) => s.FewShot(v.Key, c => c with { HeadStrength = v.Number })),
        new("word-dropout", $"of whole words, dan ({Text(Dan.WordDropout)}) and ngrams ({Text(Ngrams.WordDropout)})", (s, v) => s.WordDropout(v.Key, v.Number)),
        new("sif", $"a of the word weights a / (a + p), mean, mean-max and sif (none; sif {Text(PoolingOptions.SifDefault)})", (s, v) => s.With<PoolingOptions>(v.Key, "mean, mean-max or sif", p => p with { Sif = v.Number })),
        new("longest-ngram", $"words of the longest sequence, ngrams only ({Ngrams.LongestNgram})", (s, v) => s.With<NgramOptions>(v.Key, "ngrams", n => n with { LongestNgram = v.Integer })),
        new("buckets", $"rows that all sequences share, ngrams only ({Ngrams.Buckets})", (s, v) => s.With<NgramOptions>(v.Key, "ngrams", n => n with { Buckets = v.Integer })),
        new("ngram-dimension", $"values a sequence, ngrams only ({Ngrams.NgramDimension})", (s, v) => s.With<NgramOptions>(v.Key, "ngrams", n => n with { NgramDimension = v.Integer })),
        new("head-normalise", "whether features are brought to mean 0 and deviation 1 before the head (false)", (s, v) => s with { Head = s.Head with { Normalise = v.Truth } }),
        new("pooling", "what states become: max, mean or attention over bilstm and bigru (max); cls, mean, max, attention or last over an encoder (its own)", (s, v) => s.Pool(v)),
        new("feature-cache", "whether the output of frozen layers is kept between epochs: auto where it saves work, always or off (auto)", (s, v) => s.Cache(c => c with { Mode = v.OneOf(CacheChoice.Modes) })),
        new("cache-precision", "what it is kept as: float32, or float16, half the room with values off by up to 0.05 % (float32)", (s, v) => s.Cache(c => c with { Precision = v.OneOf(CacheChoice.Precisions) })),
        new("cache-folder", "where its files lie (cache/features beside the downloads)", (s, v) => s.Cache(c => c with { Folder = Path.GetFullPath(v.Text) })),
        new("cache-folder-limit", "size of that folder; the least recently used files go first (20G)", (s, v) => s.Cache(c => c with { FolderLimit = CacheChoice.Size("--set cache-folder-limit", v.Text) })),
        new("min-word-count", "how often an unknown word must occur to get a vector (2)", (s, v) => s with { Words = s.Words with { MinWordCount = v.Integer } }),
        new("further-words", "words kept beyond those of the training data (50000)", (s, v) => s with { Words = s.Words with { FurtherWords = v.Integer } }),
        new("random-dimension", "values a word with --vectors none (100)", (s, v) => s with { Words = s.Words with { RandomDimension = v.Integer } }),
        new("lowercase", "words are lower-cased (true)", (s, v) => s with { Tokenizer = s.Tokenizer with { Lowercase = v.Truth } }),
        new("training-examples", "how many of the training part's examples are used, every label in proportion, drawn by --seed (all)", (s, v) => s with { TrainingExamples = v.Integer }),
        new("pretrained", "false leaves out what was learned before: random word vectors, an encoder or a network with random weights (true)", (s, v) => s with { IsPretrained = v.Truth }),
        new("validation-share", "part of --data that chooses the best epoch (0.1)", (s, v) => s with { Split = s.Split with { ValidationShare = v.Number } }),
        new("test-share", "part of --data held out for the final figures (0.2)", (s, v) => s with { Split = s.Split with { TestShare = v.Number } }),
        new("checkpoint-steps", "steps from one checkpoint to the next (no bound)", (s, v) => s.Checkpoint(c => c with { EverySteps = v.Integer })),
        new("checkpoint-seconds", $"seconds from one checkpoint to the next ({Text(new CheckpointOptions().EverySeconds)})", (s, v) => s.Checkpoint(c => c with { EverySeconds = v.Number })),
        new("keep-last", $"checkpoints that are kept ({new CheckpointOptions().KeepLast})", (s, v) => s.Checkpoint(c => c with { KeepLast = v.Integer })),
        new("keep-best", "whether one is also kept of the best epoch (true)", (s, v) => s.Checkpoint(c => c with { KeepBest = v.Truth })),
        new("honest-split", "near-duplicates stay on one side (true)", (s, v) => s with { Split = s.Split with { KeepDuplicatesTogether = v.Truth } }),
        .. ImageSettings.Keys,
    ]);

    /// <summary>How many labels a text has.</summary>
    public ProblemType Problem { get; init; }

    /// <summary>What turns word vectors into features, where there is no encoder.</summary>
    public WordBackboneOptions Backbone { get; init; } = new CnnOptions();

    /// <summary>The image network; null over texts.</summary>
    public ImageSettings? Image { get; init; }

    /// <summary>A built-in encoder's name or an encoder's folder; null over word vectors.</summary>
    public string? Encoder { get; init; }

    /// <summary>What the encoder's states become.</summary>
    public EncoderPooling? Pooling { get; init; }

    /// <summary>How many of the encoder's layers to keep; null for all.</summary>
    public int? Layers { get; init; }

    /// <summary>Adapters that train in the encoder's place; null where its weights do.</summary>
    public LoraOptions? Lora { get; init; }

    /// <summary>The encoder's groups whose states are the features; null for the last layer alone.</summary>
    public IReadOnlyList<string>? Taps { get; init; }

    /// <summary>Which words the model knows.</summary>
    public WordTableOptions Words { get; init; } = new();

    /// <summary>How texts become words.</summary>
    public WordTokenizerOptions Tokenizer { get; init; } = new();

    /// <summary>What stands on top.</summary>
    public HeadOptions Head { get; init; } = new();

    /// <summary>Whether <see cref="Encoder"/> is a saved classifier, which knows its own length of texts.</summary>
    public bool IsWarmStart { get; init; }

    /// <summary>Whether <see cref="Encoder"/> is a classifier that is trained further, its head too.</summary>
    public bool KeepsHead { get; init; }

    /// <summary>Tokens a text keeps; null as many as the saved classifier, or 300.</summary>
    public int? MaxTokens { get; init; }

    /// <summary>Training examples that are used; null for all.</summary>
    public int? TrainingExamples { get; init; }

    /// <summary>The parts with no more training examples than that.</summary>
    public DatasetSplit Sampled(DatasetSplit parts, long seed) => parts with { Train = StratifiedSample.Of(parts.Train, TrainingExamples ?? int.MaxValue, seed) };

    /// <summary>The same of pictures.</summary>
    public ImageDatasetSplit Sampled(ImageDatasetSplit parts, long seed) => parts with { Train = StratifiedSample.Of(parts.Train, TrainingExamples ?? int.MaxValue, seed) };

    /// <summary>Whether what was learned before is used.</summary>
    public bool IsPretrained { get; init; } = true;

    /// <summary>How it is trained.</summary>
    public TrainingOptions Training { get; init; } = new();

    /// <summary>How often its state is kept.</summary>
    public CheckpointOptions Checkpoints { get; init; } = new();

    /// <summary>How data is divided.</summary>
    public SplitOptions Split { get; init; } = new();

    /// <summary>The settings that suit a pretrained encoder: everything trains, at the low rate that its authors used.</summary>
    public static TrainingSettings ForEncoder(string nameOrFolder) => new()
    {
        Encoder = nameOrFolder,
        MaxTokens = EncoderTokens,
        Head = new HeadOptions { Dropout = 0.1 },
        Training = new TrainingOptions { LearningRate = EncoderRate, Schedule = FineTuningSchedule.FullFineTuning(3) },
    };

    /// <summary>The settings that suit a saved classifier: those of what it stands on.</summary>
    public static TrainingSettings ForClassifier(string folder, bool isEncoder) =>
        (isEncoder ? ForEncoder(folder) : new() { Encoder = folder }) with { MaxTokens = null, IsWarmStart = true };

    /// <summary>The classifier before training.</summary>
    public TextClassifier Build(TextDataset training, WordVectors? vectors, torch.Device device, CancellationToken stop) => Encoder is null
        ? TextClassifier.Create(training, vectors, Classifier(), device, stop)
        : KeepsHead ? Further(training, device)
        : TextClassifier.FromPretrained(Encoder, training.LabelNames, Pretrained(), device);

    /// <summary>The classifiers of several tasks before training.</summary>
    public MultiTaskClassifier BuildTasks(IReadOnlyDictionary<string, TextDataset> training, torch.Device device) =>
        MultiTaskClassifier.FromPretrained(Encoder!, training.ToDictionary(t => t.Key, t => t.Value.LabelNames), Pretrained(), device);

    private TextClassifier Further(TextDataset training, torch.Device device)
    {
        var classifier = TextClassifier.Load(BuiltInEncoders.Resolve(Encoder!), device);
        string[] unknown = [.. training.LabelNames.Except(classifier.LabelNames)];
        string? fault = unknown.Length > 0 ? $"the data has labels that the classifier does not have: {string.Join(", ", unknown.Take(5))}; it has {string.Join(", ", classifier.LabelNames)}"
            : classifier.Rule.Problem != Problem ? $"the data is {Problem}, the classifier {classifier.Rule.Problem}" : null;
        if (fault is null) return classifier;
        classifier.Dispose();
        throw new UsageException($"--keep-head: {fault}.");
    }

    /// <summary>What a classifier over word vectors is built from.</summary>
    public TextClassifierOptions Classifier() => new()
    {
        Backbone = Backbone,
        Words = Words,
        Tokenizer = Tokenizer,
        Head = Head,
        Problem = Problem,
        MaxTokens = MaxTokens ?? new TextClassifierOptions().MaxTokens,
        Seed = Training.Seed,
    };

    private PretrainedOptions Pretrained() => new() { MaxTokens = MaxTokens, Head = Head, Pooling = Pooling, Layers = Layers, Taps = Taps, Lora = Lora, RandomWeights = !IsPretrained, Problem = Problem, Seed = Training.Seed };

    /// <summary>Every fault, one sentence each.</summary>
    public IReadOnlyList<string> Validate() => [.. TrainingExamples < 2 ? [$"TrainingExamples must be at least 2, was {TrainingExamples}."] : Array.Empty<string>(), .. KeepsHead && (MaxTokens ?? (object?)Pooling ?? Layers ?? (object?)Taps ?? Lora) is not null ? ["--keep-head takes the classifier as it is; leave out max-tokens, pooling, layers, --taps and --lora."] : Array.Empty<string>(), .. Layers < 1 ? [$"Layers must be at least 1, was {Layers}."] : Array.Empty<string>(), .. Classifier().Validate(), .. Lora?.Validate().Select(f => $"--lora: {f}") ?? [], .. Image?.Validate() ?? [], .. Training.Validate(), .. Checkpoints.Validate(), .. Split.Validate()];

    /// <summary>With a change of what only pictures have.</summary>
    /// <exception cref="UsageException">The training is over texts.</exception>
    public TrainingSettings Images(string key, Func<ImageSettings, ImageSettings> change) => Image is null
        ? throw new UsageException($"--set {key} is for image networks; the backbone is {Encoder ?? Backbone.Name}.")
        : this with { Image = change(Image) };

    /// <summary>With a change of how pictures are augmented.</summary>
    /// <exception cref="UsageException">The training is over texts.</exception>
    public TrainingSettings Augment(string key, Func<AugmentationOptions, AugmentationOptions> change) => Images(key, i => i with { Augmentation = change(i.Augmentation) });

    private static string Text(double? value) => value?.ToString(CultureInfo.InvariantCulture) ?? "none";

    private TrainingSettings Checkpoint(Func<CheckpointOptions, CheckpointOptions> change) => this with { Checkpoints = change(Checkpoints) };

    private TrainingSettings Cache(Func<FeatureCacheOptions, FeatureCacheOptions> change) => Train(t => t with { FeatureCache = change(t.FeatureCache) });

    private TrainingSettings Train(Func<TrainingOptions, TrainingOptions> change) => this with { Training = change(Training) };

    private TrainingSettings FewShot(string key, Func<ContrastiveOptions, ContrastiveOptions> change) => Training.Contrastive is { } contrastive
        ? Train(t => t with { Contrastive = change(contrastive) })
        : throw new UsageException($"--set {key} needs --few-shot.");

    private TrainingSettings Unfrozen(string key, Func<Phase, Phase> change) => Training.Schedule.Phases is [var frozen, { Name: "unfrozen" } unfrozen]
        ? Train(t => t with { Schedule = t.Schedule with { Phases = [frozen, change(unfrozen)] } })
        : throw new UsageException($"--set {key} needs --schedule freeze-then-unfreeze; the schedule is {Training.Schedule.Name}.");

    private TrainingSettings Hidden(IReadOnlyList<int> sizes) => Backbone is AveragingOptions dan
        ? this with { Backbone = dan with { HiddenSizes = sizes } }
        : this with { Head = Head with { HiddenSizes = sizes } };

    private TrainingSettings EmbeddingDropout(string key, double share) => Backbone is CnnOptions
        ? With<CnnOptions>(key, "cnn", c => c with { EmbeddingDropout = share })
        : With<RecurrentOptions>(key, $"cnn, {RecurrentNames}", r => r with { EmbeddingDropout = share });

    private TrainingSettings WordDropout(string key, double share) => Backbone is NgramOptions
        ? With<NgramOptions>(key, "ngrams", n => n with { WordDropout = share })
        : With<AveragingOptions>(key, "dan or ngrams", d => d with { WordDropout = share });

    private TrainingSettings LayerDropout(string key, double share) => Backbone is AveragingOptions
        ? With<AveragingOptions>(key, "dan", d => d with { LayerDropout = share })
        : With<RecurrentOptions>(key, $"dan, {RecurrentNames}", r => r with { LayerDropout = share });

    private TrainingSettings KeepLayers(SettingValue value) => Encoder is null
        ? With<RecurrentOptions>(value.Key, $"{RecurrentNames}, or an encoder", r => r with { Layers = value.Integer })
        : this with { Layers = value.Integer };

    private TrainingSettings Pool(SettingValue value) => Encoder is null
        ? With<RecurrentOptions>(value.Key, $"{RecurrentNames}, or an encoder", r => r with { Pooling = value.OneOf(RecurrentPoolings) })
        : this with { Pooling = value.OneOf(Poolings) };

    private TrainingSettings With<T>(string key, string names, Func<T, T> change) where T : WordBackboneOptions => Encoder is null && Backbone is T options
        ? this with { Backbone = change(options) }
        : throw new UsageException($"--set {key} needs --backbone {names}; the backbone is {Encoder ?? Backbone.Name}.");
}
