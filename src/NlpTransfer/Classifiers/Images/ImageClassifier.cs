using NlpTransfer.Backbones;
using NlpTransfer.Checkpoints;
using NlpTransfer.Data;
using NlpTransfer.Heads;
using NlpTransfer.Training;
using static TorchSharp.torch;

namespace NlpTransfer.Classifiers;

/// <summary>An image network, its head and label names: what a user trains, saves, loads and predicts with. The counterpart of <see cref="TextClassifier"/>.</summary>
/// <remarks><c>Predict</c> and <c>Evaluate</c> may be called from any number of threads at a time; they wait while <c>Train</c> runs.</remarks>
public sealed class ImageClassifier : IDisposable
{
    private const string ModelFile = "model.safetensors";

    private readonly ClassifierCore core;
    private readonly ImageSection section;
    private readonly ImagePreprocessor preprocessor;

    private ImageClassifier(ImageSection section, IReadOnlyList<string> labelNames, HeadOptions head, DecisionRule rule, Device? device, long seed)
    {
        this.section = section;
        preprocessor = new ImagePreprocessor(section.Preprocessing);
        manual_seed(seed); // the network's random weights draw from torch's generator
        Backbone = ImageArchitecture.ByName(section.Architecture).Create(section.Backbone, section.IsPretrained);
        core = new ClassifierCore(Backbone, labelNames, head, rule, device, seed + 1);
    }

    /// <summary>By label id.</summary>
    public IReadOnlyList<string> LabelNames => core.LabelNames;

    public Device Device => core.Device;

    /// <summary>How logits become probabilities and chosen labels. <c>Train</c> sets it.</summary>
    public DecisionRule Rule => core.Rule;

    /// <summary>Network and head. In eval mode, except while <c>Train</c> runs.</summary>
    public ClassificationModel Model => core.Model;

    public ImageBackbone Backbone { get; }

    /// <summary>How a picture becomes the network's input.</summary>
    public ImagePreprocessing Preprocessing => section.Preprocessing;

    /// <summary>One line for people.</summary>
    public string Description => $"{Backbone.Architecture.Name}{(section.Backbone.TruncateAt is { } cut ? $" up to {cut}" : "")} on {Preprocessing.Size} x {Preprocessing.Size} pixels";

    /// <summary>What a user should know of how it was made: a head that was replaced.</summary>
    public IReadOnlyList<string> Remarks { get; private init; } = [];

    /// <summary>By the name of the data, what <c>metrics.json</c> and the model card will hold. <c>Train</c> sets "validation".</summary>
    public IDictionary<string, ClassificationMetrics> Metrics => core.Metrics;

    /// <summary>A network with random weights.</summary>
    /// <param name="architecture">One of <see cref="ImageArchitecture.Names"/>.</param>
    /// <exception cref="OptionsException">The options have faults.</exception>
    /// <exception cref="ArgumentException">There is no such network, or fewer than two labels.</exception>
    public static ImageClassifier Create(string architecture, IReadOnlyList<string> labelNames, ImageClassifierOptions? options = null, Device? device = null)
    {
        options ??= new();
        var section = ImageClassifierSource.NewSection(ImageArchitecture.ByName(architecture), options, isPretrained: false);
        return new ImageClassifier(section, Checked(labelNames), options.Head, new DecisionRule(), device, options.Seed).ToDevice();
    }

    /// <summary>
    /// A classifier on published weights, <c>resnet18:FILE</c>, or on a saved image classifier's folder. The file's own head stays where
    /// it is for as many classes as there are labels, and is replaced where it is not; <see cref="Remarks"/> says which.
    /// </summary>
    /// <param name="labelNames">Null keeps the classes of the weights, called class_0, class_1, ... where nothing names them.</param>
    /// <exception cref="OptionsException">The options have faults.</exception>
    /// <exception cref="ArgumentException">It is neither a network with a file nor a folder.</exception>
    /// <exception cref="NotSupportedException">The file is of another program.</exception>
    /// <exception cref="StateDictException">The weights are of another network.</exception>
    public static ImageClassifier FromPretrained(string source, IReadOnlyList<string>? labelNames = null, ImageClassifierOptions? options = null, Device? device = null)
    {
        options ??= new();
        OptionsException.ThrowIfAny(nameof(ImageClassifierOptions), options.Validate());
        using var scope = TorchSharp.torch.NewDisposeScope();
        var found = ImageClassifierSource.Open(source, options);
        var names = Checked(labelNames ?? found.LabelNames());
        var keepsHead = found.KeepsHead(names, options);
        var classifier = new ImageClassifier(found.Section, names, options.Head, new DecisionRule(), device, options.Seed)
        {
            Remarks = found.Remarks(names, keepsHead),
        };
        found.Weights.LoadInto(classifier.Backbone, found.Path);
        if (keepsHead) found.Weights.LoadInto(classifier.Model.Head, found.Path);
        return classifier.ToDevice();
    }

    /// <summary>Reads what <see cref="Save"/> wrote; predicts exactly as the saved one did.</summary>
    /// <exception cref="FileNotFoundException">The folder is no classifier.</exception>
    /// <exception cref="InvalidDataException">The folder's files are damaged, or of another kind of classifier.</exception>
    /// <exception cref="StateDictException">The weights are of another model.</exception>
    public static ImageClassifier Load(string folder, Device? device = null)
    {
        using var scope = TorchSharp.torch.NewDisposeScope();
        var config = ImageClassifierSource.LoadConfig(folder);
        var section = ClassifierFiles.Read<ImageSection>(config.Section, Path.Combine(folder, ClassifierFiles.Config));
        var classifier = new ImageClassifier(section, config.LabelNames, config.Head, config.Rule, device, seed: 0);
        var path = Path.Combine(folder, ModelFile);
        var weights = ImageWeightFile.Read(path, classifier.Backbone.Architecture);
        weights.LoadInto(classifier.Backbone, path);
        weights.LoadInto(classifier.Model.Head, path);
        classifier.core.LoadRecords(folder);
        return classifier.ToDevice();
    }

    /// <summary>Whether a saved classifier's folder is one of pictures.</summary>
    /// <exception cref="InvalidDataException">The folder's <c>config.json</c> is damaged.</exception>
    public static bool IsSavedIn(string folder) => ClassifierConfig.Load(folder).ModelType == ImageSection.Type;

    /// <summary>Trains in place.</summary>
    /// <param name="training">Its labels must be among <see cref="LabelNames"/>.</param>
    /// <param name="validation">Chooses the best weights and ends phases early; null keeps the last weights.</param>
    /// <param name="augmentation">How training pictures change from epoch to epoch; null leaves them as they are, so that frozen layers run once.</param>
    /// <param name="callbacks">Called on this thread; they must not call back into this classifier.</param>
    /// <param name="cancellation">Ends training after the step at hand; the classifier then holds that step's weights, and so does the run's newest checkpoint.</param>
    /// <param name="run">Where checkpoints, metrics and logs go.</param>
    /// <exception cref="OptionsException">The options have faults.</exception>
    /// <exception cref="ImageException">A picture cannot be read.</exception>
    /// <exception cref="TrainingException">Loss or gradient became infinite or no number.</exception>
    public TrainingResult Train(
        ImageDataset training, ImageDataset? validation = null, TrainingOptions? options = null, AugmentationOptions? augmentation = null, IEnumerable<ITrainingCallback>? callbacks = null,
        CancellationToken cancellation = default, TrainingRunFolder? run = null)
    {
        options ??= new();
        var used = validation is { Count: > 0 } ? validation : null;
        using var input = Input(training, augmentation, options.Seed);
        using var check = used is null ? null : Input(used);
        if (run is not null) run.Checkpoints.Identity["augmentation"] = ClassifierFiles.ToNode(augmentation ?? AugmentationOptions.None).ToJsonString();
        return core.Train(options, (DigestOf(training), DigestOf(used)), () => (input, check), callbacks, run, cancellation);
    }

    /// <summary>A learning-rate range test: losses over rising rates. Leaves the classifier as it was, to the bit.</summary>
    /// <param name="training">Its labels must be among <see cref="LabelNames"/>.</param>
    /// <param name="options">How it would be trained; a phase of its schedule says what trains.</param>
    /// <param name="augmentation">How training pictures would change; null leaves them as they are.</param>
    /// <exception cref="OptionsException">The options have faults.</exception>
    /// <exception cref="ImageException">A picture cannot be read.</exception>
    public RateCurve FindLearningRate(
        ImageDataset training, TrainingOptions? options = null, RateSearchOptions? range = null, AugmentationOptions? augmentation = null, CancellationToken cancellation = default)
    {
        options ??= new();
        using var input = Input(training, augmentation, options.Seed);
        return core.Writing(() => RateSearch.Run(Model, input, options, range ?? new(), Device, cancellation));
    }

    /// <summary>Metrics over a whole data set, every example of which has a label.</summary>
    public ClassificationMetrics Evaluate(ImageDataset dataset, CancellationToken cancellation = default)
    {
        using var input = Input(dataset);
        return core.Evaluate(input, cancellation);
    }

    /// <summary>Metrics and predictions of one pass over labelled pictures.</summary>
    /// <inheritdoc cref="TextClassifier.Measure" path="/param"/>
    public Measurement Measure(ImageDataset dataset, TrainingOptions? trained = null, CancellationToken cancellation = default)
    {
        using var input = Input(dataset);
        return core.Measure(input, trained, cancellation);
    }

    /// <summary>Label and probabilities of one picture.</summary>
    /// <exception cref="ImageException">The picture cannot be read.</exception>
    public Prediction Predict(string path) => Predict(ImageDataset.FromFiles([path]))[0];

    /// <summary>Label and probabilities of each picture, in their order; labels the examples may have are not looked at.</summary>
    /// <exception cref="ImageException">A picture cannot be read.</exception>
    public IReadOnlyList<Prediction> Predict(ImageDataset dataset, CancellationToken cancellation = default)
    {
        using var input = new ImageData(dataset, preprocessor);
        return core.Predict(input, cancellation);
    }

    /// <summary>The pictures that it gets wrong, those first whose true label it finds least probable.</summary>
    /// <param name="dataset">Labelled pictures; those without a label are passed over.</param>
    /// <param name="most">How many at most.</param>
    public IReadOnlyList<ImageMistake> WorstMistakes(ImageDataset dataset, int most = 25, CancellationToken cancellation = default) => WorstMistakes(dataset, Predict(dataset, cancellation), most);

    /// <summary>The same of predictions that were made already.</summary>
    /// <param name="predictions">One a picture, in their order.</param>
    /// <inheritdoc cref="WorstMistakes(ImageDataset, int, CancellationToken)" path="/param"/>
    public IReadOnlyList<ImageMistake> WorstMistakes(ImageDataset dataset, IReadOnlyList<Prediction> predictions, int most = 25) =>
    [
        .. dataset.WithLabelNames(LabelNames).Zip(predictions, (example, prediction) => new ImageMistake(example, prediction))
            .Where(m => m.Example.Label is { } label && label != m.Prediction.Label)
            .OrderBy(m => m.Prediction.ProbabilityOf(m.Example.Label!)).Take(most),
    ];

    /// <summary>Writes pictures beside one another on one, row by row, as the network sees them.</summary>
    /// <param name="pictures">At least one.</param>
    /// <param name="path">The file to write, .png or .jpg.</param>
    /// <exception cref="ArgumentException">There are no pictures.</exception>
    /// <exception cref="ImageException">A picture cannot be read, or the file not written.</exception>
    public void WriteContactSheet(IEnumerable<ImageContent> pictures, string path)
    {
        PixelBuffer[] squares = [.. pictures.Select(preprocessor.Decode)];
        if (squares.Length == 0) throw new ArgumentException("A contact sheet needs at least one picture.", nameof(pictures));
        using var sheet = ContactSheet.Of(squares);
        foreach (var square in squares) square.Dispose();
        ImageEncoder.Write(sheet, path);
    }

    /// <summary>
    /// Writes a picture of where the network saw what speaks for a label (Grad-CAM, Selvaraju et al. 2017): the input square, with
    /// red where it spoke most.
    /// </summary>
    /// <param name="content">The picture.</param>
    /// <param name="path">The file to write, .png or .jpg.</param>
    /// <param name="label">Null explains the most probable one.</param>
    /// <exception cref="ImageException">The picture cannot be read, or the file not written.</exception>
    /// <exception cref="ArgumentException">The classifier has no such label.</exception>
    public void Explain(ImageContent content, string path, string? label = null)
    {
        var target = label is null ? null : LabelNames.Contains(label) ? (int?)LabelNames.ToList().IndexOf(label) : throw new ArgumentException($"There is no label '{label}'.{NameSuggestion.DidYouMean(label, LabelNames)}", nameof(label));
        var heat = core.Reading(() => GradCam.Heat(this, content, target));
        using var picture = preprocessor.Decode(content);
        GradCam.Overlay(picture, heat);
        ImageEncoder.Write(picture, path);
    }

    /// <summary>Writes the classifier's folder, under a temporary name first; <c>model.safetensors</c> has the keys of the network's usual implementation.</summary>
    /// <exception cref="IOException">The place is taken, or cannot be written.</exception>
    public void Save(string folder) => core.Save(folder, temporary =>
    {
        new ClassifierConfig(ImageSection.Type, LabelNames, Model.Head.Options, Rule, ClassifierFiles.ToNode(section)).Save(temporary, []);
        SafetensorsWriter.WriteInto(temporary, ModelFile, ImageWeights.Named(Model));
        File.WriteAllText(Path.Combine(temporary, ClassifierFiles.Card), ModelCard.WriteForImages(Description, LabelNames, core.TrainingRecord, Metrics.AsReadOnly()));
    });

    public void Dispose() => core.Dispose();

    internal ImageData Input(ImageDataset dataset, AugmentationOptions? augmentation = null, long seed = 0) => new(dataset.WithLabelNames(LabelNames), preprocessor, augmentation, seed);

    /// <summary>Network and label names, without the pictures.</summary>
    internal ClassifierCore Core => core;

    private static IReadOnlyList<string> Checked(IReadOnlyList<string> labelNames) => labelNames.Count >= 2
        ? labelNames
        : throw new ArgumentException($"A classifier needs at least two labels; there are {labelNames.Count} ({string.Join(", ", labelNames)}). Lay pictures out as label/file.jpg.", nameof(labelNames));

    private static DataDigest DigestOf(ImageDataset? dataset) => dataset is null ? DataDigest.None : new(dataset.Count, dataset.ContentHash);

    private ImageClassifier ToDevice()
    {
        core.ToDevice();
        return this;
    }
}
