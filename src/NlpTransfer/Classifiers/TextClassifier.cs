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
    private readonly TextModelParts parts;
    private readonly ClassifierCore core;

    private TextClassifier(TextModelParts parts, IReadOnlyList<string> labelNames, HeadOptions head, DecisionRule rule, Device? device, long seed)
    {
        this.parts = parts;
        core = new ClassifierCore(parts.Backbone, labelNames, head, rule, device, seed);
    }

    /// <summary>By label id.</summary>
    public IReadOnlyList<string> LabelNames => core.LabelNames;

    public Device Device => core.Device;

    /// <summary>How logits become probabilities and chosen labels. <c>Train</c> sets it.</summary>
    public DecisionRule Rule => core.Rule;

    /// <summary>The network. In eval mode, except while <c>Train</c> runs.</summary>
    public ClassificationModel Model => core.Model;

    public ITextPreprocessor Preprocessor => parts.Preprocessor;

    /// <summary>One line for people: backbone, vectors, vocabulary.</summary>
    public string Description => parts.Description;

    /// <summary>What became of an encoder's weights: loaded, new, not used; null for a classifier over word vectors.</summary>
    public WeightReport? Weights => parts.Weights;

    /// <summary>How much of the training data the vectors knew; null for a loaded classifier.</summary>
    public VectorCoverage? Coverage { get; private init; }

    /// <summary>What the encoder computes in where nothing is trained.</summary>
    public InferencePrecision Precision => (Model.Backbone as EncoderBackbone)?.Precision ?? InferencePrecision.Float32;

    /// <summary>What trains in the encoder's place; null where its weights train themselves.</summary>
    public LoraAdapter? Adapter => parts.Adapter;

    /// <summary>By the name of the data, what <c>metrics.json</c> and the model card will hold. <c>Train</c> sets "validation".</summary>
    public IDictionary<string, ClassificationMetrics> Metrics => core.Metrics;

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
    /// A classifier for your labels on something pretrained: the built-in encoder by its name, <c>minilm</c>, an encoder's folder (with or without <c>bert:</c> before it)
    /// in Hugging Face's layout, or a saved classifier's folder, whose head is replaced and whose vocabulary stays.
    /// </summary>
    /// <exception cref="OptionsException">The options have faults.</exception>
    /// <exception cref="DirectoryNotFoundException">It is neither the name of an encoder nor a folder.</exception>
    /// <exception cref="InvalidDataException">The folder's files are damaged, or of a newer format.</exception>
    /// <exception cref="StateDictException">The weights are of another model.</exception>
    public static TextClassifier FromPretrained(string nameOrFolder, IReadOnlyList<string> labelNames, PretrainedOptions? options = null, Device? device = null) =>
        Sharing(nameOrFolder, [labelNames], options, device)[0];

    /// <summary>Several classifiers that share what is below their heads.</summary>
    internal static TextClassifier[] Sharing(string nameOrFolder, IReadOnlyList<IReadOnlyList<string>> labelNames, PretrainedOptions? options, Device? device)
    {
        options ??= new();
        OptionsException.ThrowIfAny(nameof(PretrainedOptions), options.Validate());
        var source = PretrainedFolder.Find(nameOrFolder);
        manual_seed(options.Seed); // adapters and a new pooler draw from torch's generator
        var parts = LoadParts(source, ClassifierConfig.Load(source), options);
        parts.LoadBackbone(source.Files);
        if (options.RandomWeights) RandomWeights.Draw(parts.Backbone, options.Seed);
        var head = options.Head is null ? parts.DefaultHead : parts.Suited(options.Head);
        return [.. labelNames.Select((names, task) => new TextClassifier(parts, names, head, new DecisionRule { Problem = options.Problem }, device, options.Seed + task).ToDevice())];
    }

    /// <summary>Reads what <see cref="Save"/> wrote; predicts exactly as the saved one did.</summary>
    /// <param name="folder">Ours, Hugging Face's, or an adapter's in peft's layout.</param>
    /// <param name="device">Null is the CPU.</param>
    /// <param name="encoder">Of an adapter: the encoder it stands on, by name or folder; null takes what the adapter says.</param>
    /// <exception cref="FileNotFoundException">The folder is no classifier.</exception>
    /// <exception cref="DirectoryNotFoundException">An adapter's encoder is not there.</exception>
    /// <exception cref="InvalidDataException">The folder's files are damaged, or of a newer format; or an adapter's encoder has other weights than it was trained on.</exception>
    /// <exception cref="StateDictException">The weights are of another model.</exception>
    public static TextClassifier Load(string folder, Device? device = null, string? encoder = null)
    {
        if (!Directory.Exists(folder)) throw new FileNotFoundException($"Expected a classifier's folder with a {ClassifierFiles.Config}, found no folder {folder}.", folder);
        var source = PretrainedFolder.Find(folder, encoder);
        var config = ClassifierConfig.Load(source);
        var parts = LoadParts(source, config, warmStart: null);
        var classifier = new TextClassifier(parts, config.LabelNames, config.Head, config.Rule, device, seed: 0);
        parts.LoadWeights(folder, classifier.Model);
        classifier.core.LoadRecords(folder);
        return classifier.ToDevice();
    }

    /// <summary>Trains in place.</summary>
    /// <param name="training">Its labels must be among <see cref="LabelNames"/>.</param>
    /// <param name="validation">Chooses the best weights and ends phases early; null keeps the last weights.</param>
    /// <param name="callbacks">Called on this thread; they must not call back into this classifier.</param>
    /// <param name="cancellation">Ends training after the step at hand; the classifier then holds that step's weights, and so does the run's newest checkpoint.</param>
    /// <param name="run">Where checkpoints, metrics and logs go. Opened instead of created, training continues where it was stopped: make the classifier as before.</param>
    /// <param name="teacher">A trained classifier to learn from beside the labels; null for none.</param>
    /// <exception cref="OptionsException">The options have faults, or the teacher has other labels.</exception>
    /// <exception cref="CheckpointException">A checkpoint cannot be written, none can be continued from, or data or options are others than before.</exception>
    /// <exception cref="TrainingException">Loss or gradient became infinite or no number.</exception>
    /// <exception cref="GoalNotReachedException">No threshold reaches the goal on the validation data; everything else is as after a training.</exception>
    public TrainingResult Train(
        TextDataset training, TextDataset? validation = null, TrainingOptions? options = null, IEnumerable<ITrainingCallback>? callbacks = null, CancellationToken cancellation = default,
        TrainingRunFolder? run = null, TextTeacher? teacher = null)
    {
        if (teacher is not null) OptionsException.ThrowIfAny(nameof(TextTeacher), teacher.Validate(LabelNames, Rule.Problem));
        CheckTrainable();
        var used = validation is { Count: > 0 } ? validation : null;
        return core.Train(options ?? new(), (DigestOf(training, teacher), DigestOf(used)), () => (teacher is null ? Encode(training, cancellation) : Encode(training, teacher, run?.Path, cancellation), used is null ? null : Encode(used, cancellation)), callbacks, run, cancellation);
    }

    /// <summary>Chooses temperature and thresholds anew, for a classifier that stands; <c>Train</c> does it by itself.</summary>
    /// <param name="validation">Labelled examples that the weights were not trained on.</param>
    /// <param name="options">What to choose.</param>
    /// <param name="cancellation">Ends it; the classifier is then as before.</param>
    /// <exception cref="OptionsException">The options have faults.</exception>
    /// <exception cref="GoalNotReachedException">No threshold reaches the goal; the classifier is as before.</exception>
    public DecisionReport Decide(TextDataset validation, DecisionOptions options, CancellationToken cancellation = default) =>
        core.Decide(validation.Count, () => Encode(validation, cancellation), options, cancellation);

    /// <summary>A learning-rate range test: losses over rising rates. Leaves the classifier as it was, to the bit.</summary>
    /// <param name="options">How it would be trained; a phase of its schedule says what trains.</param>
    /// <exception cref="OptionsException">The options have faults.</exception>
    public RateCurve FindLearningRate(TextDataset training, TrainingOptions? options = null, RateSearchOptions? range = null, CancellationToken cancellation = default)
    {
        var encoded = Encode(training, cancellation);
        return core.Writing(() => RateSearch.Run(Model, encoded, options ?? new(), range ?? new(), Device, cancellation));
    }

    /// <summary>Metrics over a whole data set, every example of which has a label; of multi-label data, none means that no label applies.</summary>
    public ClassificationMetrics Evaluate(TextDataset dataset, CancellationToken cancellation = default) => core.Evaluate(Encode(dataset, cancellation), cancellation);

    /// <summary>Metrics and predictions of one pass over labelled data.</summary>
    /// <param name="dataset">Every example has a label; of multi-label data, none means that no label applies.</param>
    /// <param name="trained">What it was trained by. Where features of frozen groups go to files (<see cref="FeatureCacheOptions.Memory"/> 0), those of this data go there too, for later runs.</param>
    /// <param name="cancellation">Ends it.</param>
    public Measurement Measure(TextDataset dataset, TrainingOptions? trained = null, CancellationToken cancellation = default) => core.Measure(Encode(dataset, cancellation), trained, cancellation);

    /// <summary>The same with long texts read as asked.</summary>
    /// <exception cref="OptionsException">The options have faults.</exception>
    public ClassificationMetrics Evaluate(TextDataset dataset, ReadingOptions options, CancellationToken cancellation = default)
    {
        OptionsException.ThrowIfAny(nameof(ReadingOptions), options.Validate());
        if (options.Long == LongTexts.Truncate) return Evaluate(dataset, cancellation);
        var named = dataset.WithLabelNames(LabelNames);
        return core.Evaluate(new WindowedTexts(named, Preprocessor, options.Stride, cancellation), named.LabelSets, options.Long, cancellation);
    }

    /// <summary>Label and probabilities of one text.</summary>
    public Prediction Predict(string text) => Predict([text])[0];

    /// <summary>Label and probabilities of each text, in their order.</summary>
    public IReadOnlyList<Prediction> Predict(IEnumerable<string> texts, CancellationToken cancellation = default) =>
        Predict(TextDataset.FromTexts(texts), cancellation);

    /// <summary>Label and probabilities of each example, in their order; labels the examples may have are not looked at.</summary>
    public IReadOnlyList<Prediction> Predict(TextDataset dataset, CancellationToken cancellation = default) =>
        core.Predict(new EncodedTexts(dataset, Preprocessor, cancellation), cancellation);

    /// <summary>The same with long texts read as asked.</summary>
    /// <exception cref="OptionsException">The options have faults.</exception>
    public IReadOnlyList<Prediction> Predict(TextDataset dataset, ReadingOptions options, CancellationToken cancellation = default)
    {
        OptionsException.ThrowIfAny(nameof(ReadingOptions), options.Validate());
        return options.Long == LongTexts.Truncate
            ? Predict(dataset, cancellation)
            : core.Predict(new WindowedTexts(dataset, Preprocessor, options.Stride, cancellation), options.Long, cancellation);
    }

    /// <summary>Why a text gets its label: what each word adds to the label's log-odds.</summary>
    /// <exception cref="OptionsException">The options have faults.</exception>
    public TextExplanation Explain(string text, ExplanationOptions? options = null, CancellationToken cancellation = default)
    {
        options ??= new();
        OptionsException.ThrowIfAny(nameof(ExplanationOptions), options.Validate(LabelNames));
        return core.Reading(() => new TextExplainer(Model, Preprocessor, LabelNames, Rule, Device).Explain(text, options, cancellation));
    }

    /// <summary>
    /// Writes the classifier's folder, under a temporary name first; an older classifier there is replaced, any other folder that
    /// holds something is not. An adapter that is not merged is saved in peft's layout, beside the name of its encoder. Else it holds <c>config.json</c>, <c>model.safetensors</c>, <c>vectors.safetensors</c>, <c>vocab.txt</c>,
    /// <c>training.json</c>, <c>metrics.json</c> and a model card.
    /// </summary>
    /// <exception cref="IOException">The place is taken, or cannot be written.</exception>
    public void Save(string folder) => core.Save(folder, WriteFiles);

    public void Dispose() => core.Dispose(keepBackbone: parts.HandOn());

    /// <summary>Sets <see cref="Precision"/>: predictions and measurements from now on. The weights stay as they are; set it back to train.</summary>
    /// <exception cref="NotSupportedException">The device cannot compute in it, the classifier stands on word vectors, or its adapter is not merged; one sentence says which.</exception>
    public void ComputeIn(InferencePrecision precision) => core.Writing(() =>
    {
        parts.ComputeIn(precision);
        return true;
    });

    /// <summary>Puts the adapter's additions into the weights: an ordinary classifier that predicts the same (to 1e-5) at the encoder's own speed, and is saved whole.</summary>
    /// <exception cref="InvalidOperationException">There is no adapter, or it is merged already.</exception>
    public void MergeAdapter() => WithAdapter(a => a.Merge());

    /// <summary>Takes them out again, so that training can go on.</summary>
    /// <exception cref="InvalidOperationException">There is no adapter, or it is not merged.</exception>
    public void UnmergeAdapter() => WithAdapter(a => a.Unmerge());

    /// <param name="warmStart">How a new head is put on; null when the classifier is taken as it is.</param>
    internal static TextModelParts LoadParts(PretrainedFolder source, ClassifierConfig config, PretrainedOptions? warmStart) => config.ModelType switch
    {
        WordVectorParts.Type => WordVectorParts.Load(source.Files, config.Section, warmStart),
        var type when EncoderConfig.ModelTypes.Contains(type) => EncoderParts.Load(source, config.Section, warmStart),
        _ => throw new InvalidDataException($"{source.Files}: model_type is '{config.ModelType}', expected one of {WordVectorParts.Type}, {string.Join(", ", EncoderConfig.ModelTypes)}."),
    };

    private static void CheckLabels(TextDataset training, ProblemType problem)
    {
        if (training.LabelNames.Count < 2)
            throw new ArgumentException($"A classifier needs at least two labels; the training data has {training.LabelNames.Count} ({string.Join(", ", training.LabelNames)}). Is the label column the right one?", nameof(training));
        if (training.IsMultiLabel && problem == ProblemType.SingleLabel)
            throw new ArgumentException($"Expected one label an example, found several: {training.First(e => e.Labels.Count > 1).Source}. Keep one, read the column without a label separator, or set Problem to MultiLabel.", nameof(training));
    }

    private static DataDigest DigestOf(TextDataset? dataset, TextTeacher? teacher = null) =>
        dataset is null ? DataDigest.None : new(dataset.Count, dataset.ContentHash) { More = teacher is null ? DataDigest.None.More : TeacherLogits.Record(teacher) };

    // The labelled examples first, then those that the teacher alone knows.
    private EncodedTexts Encode(TextDataset training, TextTeacher teacher, string? folder, CancellationToken cancellation)
    {
        var all = teacher.With(training).WithLabelNames(LabelNames);
        return new(all, Preprocessor, cancellation) { SoftTargets = TeacherLogits.Of(teacher, all, training.Count, LabelNames, folder, cancellation) };
    }

    /// <exception cref="InvalidOperationException">Weights are merged or rounded, so that training would not be what it seems.</exception>
    internal void CheckTrainable()
    {
        if (Adapter is { IsMerged: true }) throw new InvalidOperationException("The adapter is merged, so that nothing of it could train. Call UnmergeAdapter first.");
        if (Precision != InferencePrecision.Float32) throw new InvalidOperationException("Predictions are computed in bfloat16, from weights rounded once. Set the precision back to float32 to train.");
    }

    /// <summary>What a training of several classifiers together came to for this one.</summary>
    internal void Learned(JsonObject record, ClassificationMetrics? validation) => core.Learned(record, validation);

    /// <summary>Logits row by row, <c>(N, labels)</c>, without temperature or thresholds.</summary>
    internal float[] Logits(ITrainingData data, CancellationToken cancellation) => core.Logits(data, cancellation);

    internal EncodedTexts Encode(TextDataset dataset, CancellationToken cancellation) => new(dataset.WithLabelNames(LabelNames), Preprocessor, cancellation);

    /// <summary>Network and label names, without the texts.</summary>
    internal ClassifierCore Core => core;

    private void WithAdapter(Action<LoraAdapter> work) => core.Writing(() =>
    {
        work(Adapter ?? throw new InvalidOperationException("The classifier has no adapter; its weights train themselves."));
        return true;
    });

    private TextClassifier ToDevice()
    {
        core.ToDevice();
        return this;
    }

    private void WriteFiles(string folder)
    {
        new ClassifierConfig(parts.ModelType, LabelNames, Model.Head.Options, Rule, parts.Config()).Save(folder, parts.HubConfig());
        parts.Save(folder, Model);
        File.WriteAllText(Path.Combine(folder, ClassifierFiles.Card), ModelCard.Write(Description, LabelNames, Preprocessor.MaxTokens, core.TrainingRecord, Metrics.AsReadOnly()));
    }
}
