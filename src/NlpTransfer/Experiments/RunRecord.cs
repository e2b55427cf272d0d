using System.Text.Json;
using System.Text.Json.Nodes;
using NlpTransfer.Classifiers;
using NlpTransfer.Training;

namespace NlpTransfer.Experiments;

/// <summary>A run's folder, read: what it was asked to do and what came of it.</summary>
public sealed class RunRecord
{
    private const string ExperimentName = "experiment.json", Model = "model", Predictions = "predictions";
    private const int DeepestFolder = 4;

    private RunRecord(string folder, JsonObject experiment)
    {
        (Folder, Experiment) = (folder, experiment);
        Metrics = MetricsFile.Load(Path.Combine(folder, Model));
        var training = Path.Combine(folder, Model, ClassifierFiles.Training);
        Training = File.Exists(training) ? ClassifierFiles.ReadVersioned(training) : null;
    }

    public string Folder { get; }

    /// <summary>The folder's name.</summary>
    public string Name => Path.GetFileName(Path.TrimEndingDirectorySeparator(Path.GetFullPath(Folder)));

    /// <summary>Whether everything was done.</summary>
    public bool IsFinished => Experiment.ContainsKey("finished");

    /// <summary>What its randomness started from.</summary>
    public long Seed => (long?)Experiment["seed"] ?? 0;

    /// <summary>By the part of the data.</summary>
    public IReadOnlyDictionary<string, ClassificationMetrics> Metrics { get; }

    /// <summary>The options of its training, without what may differ between runs of one configuration (seed and threads).</summary>
    public IReadOnlyDictionary<string, string> Options => RunOptions.Of(Experiment["command"], Folder);

    /// <summary><c>experiment.json</c>.</summary>
    internal JsonObject Experiment { get; }

    /// <summary><c>training.json</c> of its classifier; null before it was saved.</summary>
    internal JsonObject? Training { get; }

    /// <summary>Reads a run.</summary>
    /// <exception cref="InvalidDataException">The folder holds no run, or a damaged one.</exception>
    public static RunRecord Open(string folder)
    {
        var file = Path.Combine(folder, ExperimentName);
        if (!File.Exists(file)) throw new InvalidDataException($"{folder} is no run: it has no {ExperimentName}. Name the folder that a training was writing to.");
        return new(folder, ClassifierFiles.Parse(file) as JsonObject ?? throw new InvalidDataException($"{file}: expected a JSON object."));
    }

    /// <summary>The finished runs in folders: each is one, or has some below it; in the order of their names.</summary>
    /// <exception cref="InvalidDataException">There is none in one of the folders.</exception>
    public static IReadOnlyList<RunRecord> FindIn(IEnumerable<string> folders) => [.. folders.SelectMany(folder =>
    {
        RunRecord[] found = [.. Below(folder, DeepestFolder).Select(Open).Where(run => run.IsFinished)];
        return found.Length > 0 ? found : throw new InvalidDataException($"{folder} has no finished run in it. Name the folder of a run, or of an experiment.");
    }).DistinctBy(run => Path.GetFullPath(run.Folder))];

    /// <summary>What was predicted for a part of the data; null where it was not saved.</summary>
    /// <param name="part"><c>test</c> or <c>validation</c>.</param>
    /// <exception cref="InvalidDataException">The file is damaged.</exception>
    public IReadOnlyList<SavedPrediction>? PredictionsOf(string part)
    {
        var file = Path.Combine(Folder, Predictions, $"{part}.jsonl");
        return File.Exists(file) ? PredictionFile.Read(file) : null;
    }

    /// <summary>Where a training over pictures leaves a contact sheet of the worst mistakes in a part of the data, the worst first, row by row.</summary>
    public static string SheetPath(string folder, string part) => Path.Combine(folder, Predictions, $"{part}-mistakes.jpg");

    /// <summary>The lines of <c>metrics.jsonl</c>; a last one that is cut off is left out.</summary>
    internal IEnumerable<JsonObject> Lines()
    {
        var file = Path.Combine(Folder, MetricsLog.FileName);
        if (!File.Exists(file)) yield break;
        foreach (var line in File.ReadLines(file))
            if (Line(line) is { } node) yield return node;
    }

    private static JsonObject? Line(string text)
    {
        try
        {
            return JsonNode.Parse(text) as JsonObject;
        }
        catch (JsonException) // the process was killed while it wrote the line
        {
            return null;
        }
    }

    private static IEnumerable<string> Below(string folder, int depth)
    {
        if (File.Exists(Path.Combine(folder, ExperimentName))) return [folder];
        return depth == 0 || !Directory.Exists(folder) ? [] : Directory.GetDirectories(folder).Order(StringComparer.Ordinal).SelectMany(f => Below(f, depth - 1));
    }
}
