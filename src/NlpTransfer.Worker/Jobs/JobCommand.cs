using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using NlpTransfer.Embeddings;
using NlpTransfer.Experiments;
using NlpTransfer.FineTuning;

namespace NlpTransfer.Worker.Jobs;

/// <summary>A job's experiment as the command that trains it. It is read as every experiment file is; paths must lie below the data roots, and some options are the worker's own.</summary>
internal sealed class JobCommand(WorkerOptions options, JobKeys known)
{
    private const string Source = "experiment", Corpus = "corpus", DeviceKey = "device", ThreadsKey = "threads", TasksKey = "task-data", ScheduleName = "schedule.yaml";
    private const int LongestText = 100_000, LongestValue = 1000, MostFaults = 5;

    private static readonly string[] Corpora = [.. Catalogue.BuiltIn().Entries.Where(e => e.Kind == CatalogueKind.Corpus).Select(e => e.Name)];

    private static readonly string[] Data = ["data", Corpus, TasksKey];

    private static readonly string[] Places = ["cache-folder", "cache-folder-limit"];

    private static readonly JsonSerializerOptions AsWritten = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private readonly ExperimentPaths paths = new(options.DataRoots);

    /// <summary>The request with what its experiment says of the job itself: what it is called, and the device it needs.</summary>
    /// <exception cref="JobException">Something in the experiment cannot be, or may not.</exception>
    public async Task<JobRequest> CompletedAsync(JobRequest request)
    {
        var (experiment, trial) = Read(request);
        var device = request.Device ?? DeviceOf(trial);
        var faults = await known.FaultsAsync(["train", .. trial.Arguments(known.All)]);
        Placed(() =>
        {
            experiment.Check(_ => faults);
            return experiment;
        });
        if (request.Model is not null && trial[TasksKey] is not null) throw Refuse(TasksKey, "several tasks give several classifiers, which are no versions of one model; leave out model, and make versions of what you choose");
        return request with { Name = request.Name ?? (experiment.Name == Source ? null : experiment.Name), Device = device };
    }

    /// <summary>The command that begins a training; a schedule that the experiment spells out is written into its folder.</summary>
    /// <exception cref="JobException">Something in the experiment cannot be, or may not.</exception>
    public IReadOnlyList<string> Begin(JobRequest request, string folder)
    {
        var (_, trial) = Read(request);
        var arguments = new List<string> { "train", $"--out={folder}", "--json", $"--device={request.Device ?? DeviceOf(trial)}" };
        arguments.AddRange((trial with { Options = [.. trial.Options.Where(o => o.Key != DeviceKey)] }).Arguments(known.All));
        if (trial.Schedule is not null) arguments.Add($"--schedule={Write(trial.Schedule, folder)}");
        if (trial[ThreadsKey] is null) arguments.Add($"--threads={Math.Max(1, Environment.ProcessorCount / Math.Max(1, options.ConcurrentJobs))}");
        arguments.AddRange([$"--set=cache-folder={Path.Combine(options.Folder, "features")}", $"--set=cache-folder-limit={options.CacheQuota}"]);
        if (options.Offline && trial["offline"] is not "true") arguments.Add("--offline");
        return arguments;
    }

    /// <summary>The command that continues one.</summary>
    public static IReadOnlyList<string> Continue(string folder) => ["resume", folder, "--json"];

    /// <summary>The files that a training reads, which its memory is estimated from.</summary>
    public IEnumerable<string> Inputs(JobRequest request) => Read(request).Trial.Options
        .Where(o => known.All.Paths.ContainsKey(o.Key))
        .SelectMany(o => o.Values.Select(v => v[(v.IndexOf('/') is >= 0 and var start ? start : 0)..])) // in full: what stands before its first slash is no path
        .Where(Path.Exists);

    private (Experiment Experiment, Trial Trial) Read(JobRequest request)
    {
        var (text, isJson) = TextOf(request.Experiment);
        var given = new[] { ("data", request.Data), ("validation", request.Validation), ("test", request.Test) }.Where(d => d.Item2 is not null).ToDictionary(d => d.Item1, d => d.Item2!);
        return Placed(() =>
        {
            var experiment = ExperimentFile.Parse(text, known.All with { InFull = (key, value, _) => Checked(key, value) }, Source, isJson, given, mostRuns: 1);
            var trial = experiment.Trials[0];
            if (experiment.Halving is not null) throw Refuse("halving", "a job is one run; 'nlp-transfer run' does that with many");
            if (Data.All(key => trial[key] is null)) throw Refuse("data", "an experiment needs data, a path under a data root, or corpus, a name of the catalogue");
            return (experiment, trial);
        });
    }

    // Faults say where in the experiment they are.
    private static T Placed<T>(Func<T> read)
    {
        try
        {
            return read();
        }
        catch (OptionsException wrong)
        {
            var faults = string.Join(' ', wrong.Faults.Take(MostFaults));
            throw new JobException(JobFault.Invalid, faults[..Math.Min(faults.Length, LongestValue * 2)]);
        }
    }

    private static (string Text, bool IsJson) TextOf(JsonNode experiment)
    {
        try
        {
            var (text, isJson) = experiment is JsonObject ? (experiment.ToJsonString(AsWritten), true) : (experiment.GetValue<string>(), false);
            return text.Length <= LongestText ? (text, isJson) : throw new JobException(JobFault.Invalid, $"experiment must have at most {LongestText:N0} characters, had {text.Length:N0}.");
        }
        catch (Exception error) when (error is InvalidOperationException or ArgumentException or FormatException)
        {
            throw new JobException(JobFault.Invalid, "experiment must be an object, or a text with what an experiment file holds.");
        }
    }

    // The path in full where the value has one.
    private string Checked(string key, string value)
    {
        if (value.Length > LongestValue || value.Any(char.IsControl)) throw Refuse(key, $"expected at most {LongestValue} characters on one line");
        if (Places.Contains(key)) throw Refuse(key, "the worker decides that");
        if (key == Corpus && !Corpora.Contains(value)) throw Refuse(key, $"the catalogue has no such corpus.{NameSuggestion.DidYouMean(value, Corpora)} Known: {string.Join(", ", Corpora)}");
        if (!known.All.Paths.TryGetValue(key, out var form)) return value;
        var mark = form switch { PathForm.AfterColon => value.IndexOf(':'), PathForm.AfterEquals => value.IndexOf('='), _ => -1 };
        if (mark >= 0) return value[..(mark + 1)] + paths.Find(key, value[(mark + 1)..]);
        return form is PathForm.OrName or PathForm.AfterColon && !value.AsSpan().ContainsAny('/', '.', '\\') ? value : paths.Find(key, value);
    }

    private string DeviceOf(Trial trial) => trial[DeviceKey] switch
    {
        null => "cpu",
        "auto" => options.ConcurrentCudaJobs > 0 ? "cuda" : "cpu",
        "cpu" or "cuda" => trial[DeviceKey]!,
        var other => throw Refuse(DeviceKey, $"must be auto, cpu or cuda, was '{other}'"),
    };

    private static string Write(FineTuningSchedule schedule, string folder)
    {
        var path = Path.Combine(folder, ScheduleName);
        ScheduleFile.Write(path, schedule);
        return path;
    }

    private static JobException Refuse(string key, string why) => new(JobFault.Invalid, $"experiment.{key}: {why}.");
}
