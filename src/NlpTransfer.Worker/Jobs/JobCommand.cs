using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using NlpTransfer.Embeddings;

namespace NlpTransfer.Worker.Jobs;

/// <summary>An experiment as the command that trains it. Only keys that are known here reach the command line, and only paths that the data roots hold.</summary>
internal sealed class JobCommand(WorkerOptions options)
{
    private const string Corpus = "corpus";

    private static readonly string[] Corpora = [.. Catalogue.BuiltIn().Entries.Where(e => e.Kind == CatalogueKind.Corpus).Select(e => e.Name)];

    private static readonly string[] Values =
    [
        "corpus", "text-column", "label-column", "label-separator", "text-pair-column", "group-column", "delimiter", "encoding", "no-header", "preset",
        "epochs", "task", "seed", "threads", "calibrate", "optimise", "positive-label", "cache-memory",
    ];

    private static readonly string[] Paths = ["data", "validation", "test"];

    // A name from the catalogue, or a path.
    private static readonly string[] NamesOrPaths = ["vectors", "backbone", "schedule"];

    private static readonly string[] Places = ["cache-folder", "cache-folder-limit"];

    private readonly ExperimentPaths paths = new(options.DataRoots);

    /// <summary>Every key of an experiment.</summary>
    public static IReadOnlyList<string> Keys { get; } = [.. Values, .. Paths, .. NamesOrPaths, "set"];

    /// <summary>The command that begins a training.</summary>
    /// <exception cref="JobException">Something in the experiment cannot be, or may not.</exception>
    public IReadOnlyList<string> Begin(JobRequest request, string folder)
    {
        var arguments = new List<string> { "train", $"--out={folder}", "--json", $"--device={request.Device}" };
        foreach (var (name, value) in request.Experiment) arguments.AddRange(Argument(name.Replace('_', '-'), value));
        if (!request.Experiment.ContainsKey("data") && !request.Experiment.ContainsKey(Corpus)) throw Refuse("data", "an experiment needs data, a path under a data root, or corpus, a name of the catalogue");
        if (!request.Experiment.ContainsKey("threads")) arguments.Add($"--threads={Math.Max(1, Environment.ProcessorCount / Math.Max(1, options.ConcurrentJobs))}");
        arguments.AddRange([$"--set=cache-folder={Path.Combine(options.Folder, "features")}", $"--set=cache-folder-limit={options.CacheQuota}"]);
        if (options.Offline) arguments.Add("--offline");
        return arguments;
    }

    /// <summary>The command that continues one.</summary>
    public static IReadOnlyList<string> Continue(string folder) => ["resume", folder, "--json"];

    /// <summary>The files that a training reads, which its memory is estimated from.</summary>
    public IEnumerable<string> Inputs(JobRequest request) => request.Experiment
        .Where(e => Paths.Contains(e.Key) || NamesOrPaths.Contains(e.Key))
        .SelectMany(e => Argument(e.Key, e.Value))
        .Select(a => a[(a.IndexOf('=') + 1)..].Split(':', 2)[^1])
        .Where(Path.Exists);

    private IEnumerable<string> Argument(string name, JsonNode? value)
    {
        if (name == "set") return Settings(value);
        var text = Text(name, value);
        if (name == Corpus && !Corpora.Contains(text)) throw Refuse(name, $"the catalogue has no such corpus.{NameSuggestion.DidYouMean(text, Corpora)} Known: {string.Join(", ", Corpora)}");
        if (Values.Contains(name)) return text is "true" && name == "no-header" ? [$"--{name}"] : [$"--{name}={text}"];
        if (Paths.Contains(name)) return [$"--{name}={paths.Find(name, text)}"];
        if (NamesOrPaths.Contains(name)) return [$"--{name}={NameOrPath(name, text)}"];
        throw Refuse(name, $"there is no such key.{NameSuggestion.DidYouMean(name, Keys)} Known: {string.Join(", ", Keys)}");
    }

    private IEnumerable<string> Settings(JsonNode? value)
    {
        if (value is not JsonObject settings) throw Refuse("set", "expected an object, such as {\"learning-rate\": 0.01}");
        foreach (var (name, setting) in settings)
        {
            if (Places.Contains(name) || name.Contains('=') || name.Any(char.IsControl)) throw Refuse($"set.{name}", "the worker decides that");
            yield return $"--set={name}={Text($"set.{name}", setting)}";
        }
    }

    // kind:path, or a word without any slash or dot, which the command line looks up by name.
    private string NameOrPath(string key, string text)
    {
        if (text.Split(':', 2) is [var kind, var path]) return $"{kind}:{paths.Find(key, path)}";
        return text.Contains('/') || text.Contains('.') || text.Contains('\\') ? paths.Find(key, text) : text;
    }

    private static string Text(string key, JsonNode? value)
    {
        var text = value?.GetValueKind() switch
        {
            JsonValueKind.String => value.GetValue<string>(),
            JsonValueKind.Number => value.ToJsonString(),
            JsonValueKind.True => "true",
            JsonValueKind.False => "false",
            _ => throw Refuse(key, "expected a text, a number, true or false"),
        };
        return text.Length <= 1000 && !text.Any(char.IsControl) ? text : throw Refuse(key, "expected at most 1000 characters on one line");
    }

    private static JobException Refuse(string key, string why) => new(JobFault.Invalid, string.Create(CultureInfo.InvariantCulture, $"experiment.{key[..Math.Min(key.Length, 60)]}: {why}."));
}
