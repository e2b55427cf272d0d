using System.Text.Json;
using System.Text.Json.Nodes;
using NlpTransfer.Embeddings;

namespace NlpTransfer.Training;

/// <summary>
/// One training with its folder on disk: <c>experiment.json</c> (what it is), <c>metrics.jsonl</c> (a line a step and an epoch),
/// TensorBoard's <c>events.out.tfevents.*</c>, <c>log.txt</c>, <c>checkpoints/</c>, and <c>model/</c> for the classifier that came of it.
/// </summary>
public sealed class TrainingRunFolder
{
    private const string Experiment = "experiment.json", Checkpointed = "checkpoints", Finished = "finished", FormatVersionKey = "format_version";
    private const int FormatVersion = 1;

    private readonly JsonObject experiment;
    private readonly TimeProvider time;

    private TrainingRunFolder(string path, JsonObject experiment, TrainingCheckpoints checkpoints, TimeProvider? time)
    {
        (Path, this.experiment, Checkpoints, this.time) = (path, experiment, checkpoints, time ?? TimeProvider.System);
        Recorder = new RunRecorder(path, this.time);
    }

    public string Path { get; }

    /// <summary>Where the classifier goes when training is over.</summary>
    public string ModelFolder => System.IO.Path.Combine(Path, "model");

    public TrainingCheckpoints Checkpoints { get; }

    /// <summary>Whether everything was done, the saving of the classifier included.</summary>
    public bool IsFinished => experiment.ContainsKey(Finished);

    internal RunRecorder Recorder { get; }

    /// <summary>Makes a folder for a training that begins.</summary>
    /// <param name="overwrite">Whether an earlier run there goes. Its classifier stays until the new one is saved.</param>
    /// <exception cref="CheckpointException">The folder holds a run.</exception>
    /// <exception cref="OptionsException">The options have faults.</exception>
    public static TrainingRunFolder Create(string path, CheckpointOptions? options = null, bool overwrite = false, TimeProvider? time = null)
    {
        if (overwrite) Clear(path);
        var experiment = new JsonObject { [FormatVersionKey] = FormatVersion, ["begun"] = (time ?? TimeProvider.System).GetUtcNow().ToString("O") };
        var folder = new TrainingRunFolder(path, experiment, TrainingCheckpoints.Create(CheckpointsOf(path), options), time);
        folder.Recorder.Clear();
        return folder;
    }

    /// <summary>Opens the folder of a training that was stopped, to continue it.</summary>
    /// <param name="allowChanges">Whether to continue although data or options are other ones than before.</param>
    /// <exception cref="CheckpointException">The folder holds no run, or its description is damaged.</exception>
    /// <exception cref="OptionsException">The options have faults.</exception>
    public static TrainingRunFolder Open(string path, CheckpointOptions? options = null, bool allowChanges = false, TimeProvider? time = null) =>
        new(path, Read(path), TrainingCheckpoints.Continue(CheckpointsOf(path), options, allowChanges), time);

    /// <summary>Whether a training has been there that could be continued.</summary>
    public static bool HoldsRun(string path) => File.Exists(System.IO.Path.Combine(path, Experiment)) && new CheckpointStore(CheckpointsOf(path), new()).Entries.Count > 0;

    /// <summary>A section of <c>experiment.json</c>; null when it is not there.</summary>
    public JsonNode? Section(string name) => experiment[name];

    /// <summary>Writes a section of <c>experiment.json</c>.</summary>
    /// <exception cref="CheckpointException">The file cannot be written.</exception>
    public void Describe(string name, JsonNode? value) => Describe(new JsonObject { [name] = value?.DeepClone() });

    /// <summary>Writes several sections of <c>experiment.json</c> at once.</summary>
    /// <exception cref="CheckpointException">The file cannot be written.</exception>
    public void Describe(JsonObject sections)
    {
        foreach (var (name, value) in sections) experiment[name] = value?.DeepClone();
        var file = System.IO.Path.Combine(Path, Experiment);
        try
        {
            AtomicFile.Write(file, stream => JsonSerializer.Serialize(stream, experiment, CheckpointJson.Indented));
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new CheckpointException($"The run cannot be written to {Path}: {error.Message} Choose another folder, or give access to this one.", error);
        }
    }

    /// <summary>The sections that describe the training; they are written when it starts, after the checkpoint to continue from was found to be of the same data.</summary>
    internal void Expect(JsonObject sections)
    {
        foreach (var (name, value) in sections["data"]!.AsObject()) Checkpoints.Identity[$"data {name}"] = value?.ToString() ?? "none";
        Recorder.WhenStarted = () => Describe(sections);
    }

    /// <summary>To be called when nothing is left to do.</summary>
    public void Finish() => Describe(Finished, time.GetUtcNow().ToString("O"));

    private static string CheckpointsOf(string path) => System.IO.Path.Combine(path, Checkpointed);

    private static JsonObject Read(string path)
    {
        var file = System.IO.Path.Combine(path, Experiment);
        if (!File.Exists(file)) throw new CheckpointException($"{path} is no run: it has no {Experiment}. Name the folder that a training was writing to.");
        try
        {
            if (JsonNode.Parse(File.ReadAllText(file)) is JsonObject root && root[FormatVersionKey] is JsonValue value && value.TryGetValue<int>(out var version) && version <= FormatVersion) return root;
            throw new CheckpointException($"{file}: expected a JSON object with {FormatVersionKey} up to {FormatVersion}; it is damaged, or of a newer version.");
        }
        catch (JsonException error)
        {
            throw new CheckpointException($"{file} is damaged: {error.Message}", error);
        }
    }

    private static void Clear(string path)
    {
        if (!Directory.Exists(path)) return;
        if (Directory.Exists(CheckpointsOf(path))) Directory.Delete(CheckpointsOf(path), recursive: true);
        if (Directory.Exists(path)) File.Delete(System.IO.Path.Combine(path, Experiment));
    }
}
