using System.Text.Json.Nodes;
using NlpTransfer.Backbones;
using NlpTransfer.Data;
using NlpTransfer.Heads;
using NlpTransfer.Training;
using static TorchSharp.torch;

namespace NlpTransfer.Classifiers;

/// <summary>
/// One pretrained encoder under several tasks, each with labels, head and data of its own, trained together (Caruana 1997): batches of
/// the tasks take turns, drawn with probabilities proportional to n^(1/T). Each task is an ordinary classifier, and is saved as one.
/// </summary>
public sealed class MultiTaskClassifier : IDisposable
{
    private readonly OrderedDictionary<string, TextClassifier> tasks;
    private readonly TextClassifier[] classifiers; // by the task's number
    private readonly MultiTaskModel model;

    private MultiTaskClassifier(OrderedDictionary<string, TextClassifier> tasks)
    {
        (this.tasks, classifiers) = (tasks, [.. tasks.Values]);
        model = new MultiTaskModel([.. tasks.Values.Select(t => t.Model)]);
        model.eval();
    }

    /// <summary>The classifiers by the names of their tasks. They share the encoder: to train one of them alone changes it for all.</summary>
    public IReadOnlyDictionary<string, TextClassifier> Tasks => tasks;

    /// <summary>New heads on something pretrained, as <see cref="TextClassifier.FromPretrained"/> puts one on it.</summary>
    /// <param name="labelNames">By the name of the task, which is also that of its folder.</param>
    /// <exception cref="OptionsException">The options have faults, a name cannot be a folder's, or there are fewer than two tasks.</exception>
    public static MultiTaskClassifier FromPretrained(string nameOrFolder, IReadOnlyDictionary<string, IReadOnlyList<string>> labelNames, PretrainedOptions? options = null, Device? device = null)
    {
        OptionsException.ThrowIfAny(nameof(MultiTaskClassifier), [.. labelNames.Count < 2 ? [$"Expected at least two tasks, found {labelNames.Count}."] : Array.Empty<string>(), .. labelNames.Keys.Where(n => !IsName(n)).Select(n => $"A task's name is letters, digits, - and _; was '{n}'.")]);
        var made = TextClassifier.Sharing(nameOrFolder, [.. labelNames.Values], options, device);
        return new(new(labelNames.Keys.Zip(made, KeyValuePair.Create)));
    }

    /// <summary>Trains all tasks in place, in the one loop that trains a single one.</summary>
    /// <param name="training">By task.</param>
    /// <param name="validation">By task; all of them or none. The mean of their figures chooses the best weights.</param>
    /// <param name="samplingTemperature">T: 1 draws batches in proportion to the tasks' examples; higher ones draw small tasks more often.</param>
    /// <param name="callbacks">Their <see cref="ClassificationMetrics.Tasks"/> hold each task's figures.</param>
    /// <exception cref="OptionsException">The options have faults.</exception>
    /// <exception cref="ArgumentException">A task has no data, or an example no label.</exception>
    /// <exception cref="CheckpointException">A checkpoint cannot be written, or none can be continued from.</exception>
    public TrainingResult Train(
        IReadOnlyDictionary<string, TextDataset> training, IReadOnlyDictionary<string, TextDataset>? validation = null, TrainingOptions? options = null, double samplingTemperature = 2,
        IEnumerable<ITrainingCallback>? callbacks = null, CancellationToken cancellation = default, TrainingRunFolder? run = null)
    {
        options ??= new();
        classifiers[0].CheckTrainable();
        var used = validation is { Count: > 0 } ? validation : null;
        OptionsException.ThrowIfAny(nameof(MultiTaskClassifier), [.. samplingTemperature > 0 && double.IsFinite(samplingTemperature) ? [] : new[] { FormattableString.Invariant($"SamplingTemperature must be above 0, was {samplingTemperature}.") }, .. Missing(training, "training"), .. used is null ? [] : Missing(used, "validation")]);
        var digests = (Digest(training, samplingTemperature), used is null ? DataDigest.None : Digest(used, samplingTemperature));
        run?.Expect(TrainingRecord.Experiment(options, model, digests.Item1, digests.Item2));
        using var recorder = run?.Recorder;
        var (train, valid) = (Encode(training, samplingTemperature, cancellation), used is null ? null : Encode(used, samplingTemperature, cancellation));
        var objective = new MultiTaskObjective(model, [.. tasks.Keys], [.. tasks.Values.Select(t => t.LabelNames)], options, valid);
        var trainer = new Trainer(objective, options, [.. recorder is null ? Array.Empty<ITrainingCallback>() : [recorder], .. callbacks ?? []], classifiers[0].Device, checkpoints: run?.Checkpoints);
        var result = Alone(0, () => trainer.Train(train, valid, cancellation));
        foreach (var (name, task) in tasks)
        {
            var figures = result.Validation?.Tasks?[name];
            task.Learned(TrainingRecord.Create(options, task.Model, digests.Item1, digests.Item2, result), figures);
            if (used is not null && (options.Decisions.Calibrate || options.Decisions.Goal is not null)) task.Decide(used[name], options.Decisions, cancellation);
        }
        return result;
    }

    /// <summary>Puts the adapter that the tasks share into the encoder's weights, so that each is saved whole.</summary>
    /// <exception cref="InvalidOperationException">There is no adapter, or it is merged already.</exception>
    public void MergeAdapter() => Alone(1, () =>
    {
        classifiers[0].MergeAdapter();
        return true;
    });

    /// <summary>Writes each task's classifier into a folder of the task's name; each holds everything that it needs.</summary>
    /// <exception cref="IOException">A place is taken, or cannot be written.</exception>
    public void Save(string folder)
    {
        foreach (var (name, task) in tasks) task.Save(Path.Combine(folder, name));
    }

    public void Dispose()
    {
        foreach (var task in tasks.Values) task.Dispose();
    }

    // While all tasks' locks are held: training changes what they share.
    private T Alone<T>(int task, Func<T> work) => task == classifiers.Length ? work() : classifiers[task].Core.Writing(() => Alone(task + 1, work));

    private TaskTexts Encode(IReadOnlyDictionary<string, TextDataset> data, double temperature, CancellationToken cancellation) =>
        new([.. tasks.Select(t => t.Value.Encode(data[t.Key], cancellation))], classifiers[0].Preprocessor, temperature);

    private IEnumerable<string> Missing(IReadOnlyDictionary<string, TextDataset> data, string what) =>
        tasks.Keys.Where(t => !data.ContainsKey(t)).Select(t => $"Expected {what} data for the task '{t}', found none.")
            .Concat(data.Keys.Where(t => !tasks.ContainsKey(t)).Select(t => $"There is {what} data for '{t}', but no such task.{NameSuggestion.DidYouMean(t, tasks.Keys)}"));

    private DataDigest Digest(IReadOnlyDictionary<string, TextDataset> data, double temperature) =>
        new(tasks.Keys.Sum(t => data[t].Count), ModelFingerprint.Hash(string.Join(' ', tasks.Keys.Select(t => data[t].ContentHash))))
        {
            More = new Dictionary<string, JsonNode?>
            {
                ["tasks"] = new JsonObject(tasks.Keys.Select(t => KeyValuePair.Create(t, (JsonNode?)data[t].Count))),
                ["sampling_temperature"] = temperature,
            },
        };

    private static bool IsName(string name) => name.Length > 0 && name.All(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_');
}
