using System.Text.Json.Nodes;
using NlpTransfer.Backbones;
using NlpTransfer.Checkpoints;
using NlpTransfer.Data;
using NlpTransfer.Embeddings;
using NlpTransfer.Heads;
using NlpTransfer.Training;
using TorchSharp;
using static TorchSharp.torch;

namespace NlpTransfer.Classifiers;

/// <summary>Preprocessor, backbone, head and label names: what a user trains, saves, loads and predicts with.</summary>
/// <remarks>
/// <see cref="Predict(IEnumerable{string}, CancellationToken)"/> and <c>Evaluate</c> may be called from any number of threads at a time; they wait while <c>Train</c> runs.
/// </remarks>
public sealed class TextClassifier : IDisposable
{
    private const string ValidationName = "validation";

    private readonly TextModelParts parts;
    private readonly ReaderWriterLockSlim access = new(); // training changes weights and mode, which prediction must not see halfway
    private JsonObject? trainingRecord;

    private TextClassifier(TextModelParts parts, IReadOnlyList<string> labelNames, HeadOptions head, DecisionRule rule, Device? device, long seed)
    {
        (this.parts, LabelNames, Rule, Device) = (parts, labelNames, rule, device ?? CPU);
        manual_seed(seed);
        Model = new ClassificationModel(parts.Backbone, new Head(parts.Backbone.FeatureSize, labelNames.Count, head), rule.Problem);
        Model.eval();
    }

    /// <summary>By label id.</summary>
    public IReadOnlyList<string> LabelNames { get; }

    public Device Device { get; }

    /// <summary>How logits become probabilities and chosen labels. <c>Train</c> sets it.</summary>
    public DecisionRule Rule { get; private set; }

    /// <summary>The network. In eval mode, except while <c>Train</c> runs.</summary>
    public ClassificationModel Model { get; }

    public ITextPreprocessor Preprocessor => parts.Preprocessor;

    /// <summary>One line for people: backbone, vectors, vocabulary.</summary>
    public string Description => parts.Description;

    /// <summary>How much of the training data the vectors knew; null for a loaded classifier.</summary>
    public VectorCoverage? Coverage { get; private init; }

    /// <summary>By the name of the data, what <c>metrics.json</c> and the model card will hold. <c>Train</c> sets "validation".</summary>
    public IDictionary<string, ClassificationMetrics> Metrics { get; private init; } = new OrderedDictionary<string, ClassificationMetrics>();

    /// <summary>A new classifier over word vectors; its vocabulary comes from the training data.</summary>
    /// <param name="training">Labelled examples: they give vocabulary and label names. Nothing is trained yet.</param>
    /// <param name="vectors">Pretrained vectors, which may be disposed afterwards; null starts from random ones.</param>
    /// <exception cref="OptionsException">The options have faults.</exception>
    /// <exception cref="ArgumentException">The data has fewer than two labels, or several on one example without <see cref="TextClassifierOptions.Problem"/> saying so.</exception>
    public static TextClassifier Create(
        TextDataset training, WordVectors? vectors = null, TextClassifierOptions? options = null, Device? device = null, CancellationToken cancellation = default)
    {
        options ??= new();
        OptionsException.ThrowIfAny(nameof(TextClassifierOptions), options.Validate());
        CheckLabels(training, options.Problem);
        manual_seed(options.Seed); // the backbone's new layers draw from torch's generator
        var (parts, coverage) = WordVectorParts.Create(options, training, vectors, cancellation);
        return new TextClassifier(parts, training.LabelNames, options.Head, new DecisionRule { Problem = options.Problem }, device, options.Seed + 1) { Coverage = coverage }.ToDevice();
    }

    /// <summary>
    /// A classifier for your labels on something pretrained: the built-in encoder by its name, <c>minilm</c>, an encoder's folder
    /// in Hugging Face's layout, or a saved classifier's folder, whose head is replaced and whose vocabulary stays.
    /// </summary>
    /// <exception cref="OptionsException">The options have faults.</exception>
    /// <exception cref="DirectoryNotFoundException">It is neither the name of an encoder nor a folder.</exception>
    /// <exception cref="InvalidDataException">The folder's files are damaged, or of a newer format.</exception>
    /// <exception cref="StateDictException">The weights are of another model.</exception>
    public static TextClassifier FromPretrained(string nameOrFolder, IReadOnlyList<string> labelNames, PretrainedOptions? options = null, Device? device = null)
    {
        options ??= new();
        OptionsException.ThrowIfAny(nameof(PretrainedOptions), options.Validate());
        var folder = BuiltInEncoders.Resolve(nameOrFolder);
        var parts = LoadParts(folder, ClassifierConfig.Load(folder), options);
        parts.LoadBackbone(folder);
        return new TextClassifier(parts, labelNames, options.Head ?? parts.DefaultHead, new DecisionRule { Problem = options.Problem }, device, options.Seed).ToDevice();
    }

    /// <summary>Reads what <see cref="Save"/> wrote; predicts exactly as the saved one did.</summary>
    /// <exception cref="FileNotFoundException">The folder is no classifier.</exception>
    /// <exception cref="InvalidDataException">The folder's files are damaged, or of a newer format.</exception>
    /// <exception cref="StateDictException">The weights are of another model.</exception>
    public static TextClassifier Load(string folder, Device? device = null)
    {
        var config = ClassifierConfig.Load(folder);
        var parts = LoadParts(folder, config, warmStart: null);
        var classifier = new TextClassifier(parts, config.LabelNames, config.Head, config.Rule, device, seed: 0) { Metrics = MetricsFile.Load(folder) };
        parts.LoadWeights(folder, classifier.Model);
        var training = Path.Combine(folder, ClassifierFiles.Training);
        if (File.Exists(training)) classifier.trainingRecord = ClassifierFiles.ReadVersioned(training);
        return classifier.ToDevice();
    }

    /// <summary>Trains in place.</summary>
    /// <param name="training">Its labels must be among <see cref="LabelNames"/>.</param>
    /// <param name="validation">Chooses the best weights and ends phases early; null keeps the last weights.</param>
    /// <param name="callbacks">Called on this thread; they must not call back into this classifier.</param>
    /// <param name="cancellation">Ends training after the step at hand; the classifier then holds that step's weights, and so does the run's newest checkpoint.</param>
    /// <param name="run">Where checkpoints, metrics and logs go. Opened instead of created, training continues where it was stopped: make the classifier as before.</param>
    /// <exception cref="OptionsException">The options have faults.</exception>
    /// <exception cref="CheckpointException">A checkpoint cannot be written, none can be continued from, or data or options are others than before.</exception>
    /// <exception cref="TrainingException">Loss or gradient became infinite or no number.</exception>
    /// <exception cref="GoalNotReachedException">No threshold reaches the goal on the validation data; everything else is as after a training.</exception>
    public TrainingResult Train(
        TextDataset training, TextDataset? validation = null, TrainingOptions? options = null, IEnumerable<ITrainingCallback>? callbacks = null, CancellationToken cancellation = default,
        TrainingRunFolder? run = null)
    {
        options ??= new();
        CheckDecisions(options.Decisions, validation);
        run?.Expect(TrainingRecord.Experiment(options, Model, training, validation));
        using var recorder = run?.Recorder;
        var trainer = new Trainer(Model, options, LabelNames, [.. recorder is null ? Array.Empty<ITrainingCallback>() : [recorder], .. callbacks ?? []], Device, checkpoints: run?.Checkpoints);
        var encoded = Encode(training, cancellation);
        var encodedValidation = validation is { Count: > 0 } ? Encode(validation, cancellation) : null;
        access.EnterWriteLock();
        try
        {
            var result = trainer.Train(encoded, encodedValidation, cancellation);
            Rule = new DecisionRule { Problem = Rule.Problem };
            trainingRecord = TrainingRecord.Create(options, Model, training, validation, result);
            if (result.Validation is not null) Metrics[ValidationName] = result.Validation;
            var isPlain = Rule.Problem == ProblemType.SingleLabel && !options.Decisions.Calibrate && options.Decisions.Goal is null;
            if (encodedValidation is null || isPlain) return result;
            return result with { Decision = Decide(encodedValidation, options.Decisions, cancellation), Validation = Metrics[ValidationName] };
        }
        finally
        {
            access.ExitWriteLock();
        }
    }

    /// <summary>Chooses temperature and thresholds anew, for a classifier that stands; <c>Train</c> does it by itself.</summary>
    /// <param name="validation">Labelled examples that the weights were not trained on.</param>
    /// <param name="options">What to choose.</param>
    /// <param name="cancellation">Ends it; the classifier is then as before.</param>
    /// <exception cref="OptionsException">The options have faults.</exception>
    /// <exception cref="GoalNotReachedException">No threshold reaches the goal; the classifier is as before.</exception>
    public DecisionReport Decide(TextDataset validation, DecisionOptions options, CancellationToken cancellation = default)
    {
        CheckDecisions(options, validation);
        var encoded = Encode(validation, cancellation);
        access.EnterWriteLock();
        try
        {
            return Decide(encoded, options, cancellation);
        }
        finally
        {
            access.ExitWriteLock();
        }
    }

    /// <summary>Metrics over a whole data set, every example of which has a label; of multi-label data, none means that no label applies.</summary>
    public ClassificationMetrics Evaluate(TextDataset dataset, CancellationToken cancellation = default)
    {
        var encoded = Encode(dataset, cancellation);
        return Reading(() => Evaluator.Evaluate(Model, encoded, LabelNames, Device, cancellation, Rule));
    }

    /// <summary>Label and probabilities of one text.</summary>
    public Prediction Predict(string text) => Predict([text])[0];

    /// <summary>Label and probabilities of each text, in their order.</summary>
    public IReadOnlyList<Prediction> Predict(IEnumerable<string> texts, CancellationToken cancellation = default) =>
        Predict(TextDataset.FromTexts(texts), cancellation);

    /// <summary>Label and probabilities of each example, in their order; labels the examples may have are not looked at.</summary>
    public IReadOnlyList<Prediction> Predict(TextDataset dataset, CancellationToken cancellation = default)
    {
        var encoded = new EncodedTexts(dataset, Preprocessor, cancellation);
        var (logits, rule) = Reading(() => (Evaluator.Logits(Model, encoded, LabelNames.Count, Device, cancellation), Rule));
        return [.. Enumerable.Range(0, encoded.Count).Select(i => new Prediction(LabelNames, logits.AsSpan(i * LabelNames.Count, LabelNames.Count), rule))];
    }

    /// <summary>
    /// Writes the classifier's folder, under a temporary name first; an older classifier there is replaced, any other folder that
    /// holds something is not. Holds <c>config.json</c>, <c>model.safetensors</c>, <c>vectors.safetensors</c>, <c>vocab.txt</c>,
    /// <c>training.json</c>, <c>metrics.json</c> and a model card.
    /// </summary>
    /// <exception cref="IOException">The place is taken, or cannot be written.</exception>
    public void Save(string folder) => Reading(() =>
    {
        AtomicFolder.Write(folder, existing => File.Exists(Path.Combine(existing, ClassifierFiles.Config)), WriteFiles);
        return folder;
    });

    public void Dispose()
    {
        Model.Dispose();
        access.Dispose();
    }

    /// <param name="warmStart">How a new head is put on; null when the classifier is taken as it is.</param>
    private static TextModelParts LoadParts(string folder, ClassifierConfig config, PretrainedOptions? warmStart) => config.ModelType switch
    {
        WordVectorParts.Type => WordVectorParts.Load(folder, config.Section, warmStart),
        BertParts.Type => BertParts.Load(folder, config.Section, warmStart),
        _ => throw new InvalidDataException($"{folder}: model_type is '{config.ModelType}', expected '{WordVectorParts.Type}' or '{BertParts.Type}'."),
    };

    private static void CheckLabels(TextDataset training, ProblemType problem)
    {
        if (training.LabelNames.Count < 2)
            throw new ArgumentException($"A classifier needs at least two labels; the training data has {training.LabelNames.Count} ({string.Join(", ", training.LabelNames)}). Is the label column the right one?", nameof(training));
        if (training.IsMultiLabel && problem == ProblemType.SingleLabel)
            throw new ArgumentException($"Expected one label an example, found several: {training.First(e => e.Labels.Count > 1).Source}. Keep one, read the column without a label separator, or set Problem to MultiLabel.", nameof(training));
    }

    private void CheckDecisions(DecisionOptions options, TextDataset? validation)
    {
        var isUnfounded = (options.Calibrate || options.Goal is not null) && validation is not { Count: > 0 };
        OptionsException.ThrowIfAny(nameof(DecisionOptions),
            [.. options.Validate(LabelNames, Rule.Problem), .. isUnfounded ? ["Calibrate and Goal need validation data, and there is none."] : Array.Empty<string>()]);
    }

    private DecisionReport Decide(EncodedTexts validation, DecisionOptions options, CancellationToken cancellation)
    {
        LabelCheck.Run(validation, "decide", Rule.Problem);
        var logits = Evaluator.Logits(Model, validation, LabelNames.Count, Device, cancellation);
        var report = DecisionSearch.Find(logits, validation.LabelSets, LabelNames, Rule.Problem, options);
        Rule = report.Rule;
        Metrics[ValidationName] = ClassificationMetrics.FromLogits(logits, validation.LabelSets, LabelNames, Rule);
        trainingRecord?[TrainingRecord.Decision] = TrainingRecord.Of(report);
        return report;
    }

    internal EncodedTexts Encode(TextDataset dataset, CancellationToken cancellation) => new(dataset.WithLabelNames(LabelNames), Preprocessor, cancellation);

    private TextClassifier ToDevice()
    {
        if (Device.type != DeviceType.CPU) Model.to(Device);
        return this;
    }

    private void WriteFiles(string folder)
    {
        new ClassifierConfig(parts.ModelType, LabelNames, Model.Head.Options, Rule, parts.Config()).Save(folder, parts.HubConfig());
        parts.Save(folder, Model);
        if (trainingRecord is not null) ClassifierFiles.Write(Path.Combine(folder, ClassifierFiles.Training), trainingRecord);
        MetricsFile.Save(folder, Metrics);
        File.WriteAllText(Path.Combine(folder, ClassifierFiles.Card), ModelCard.Write(Description, LabelNames, Preprocessor.MaxTokens, trainingRecord, Metrics.AsReadOnly()));
    }

    /// <summary>Work that changes the model, while nobody predicts.</summary>
    internal T Writing<T>(Func<T> work)
    {
        access.EnterWriteLock();
        try
        {
            return work();
        }
        finally
        {
            access.ExitWriteLock();
        }
    }

    private T Reading<T>(Func<T> work)
    {
        access.EnterReadLock();
        try
        {
            return work();
        }
        finally
        {
            access.ExitReadLock();
        }
    }
}
