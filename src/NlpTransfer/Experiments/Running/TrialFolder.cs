using System.Text.Json.Nodes;
using NlpTransfer.Classifiers;
using NlpTransfer.FineTuning;
using NlpTransfer.Training;

namespace NlpTransfer.Experiments;

/// <summary>Where a run of an experiment goes, and what is there already.</summary>
internal sealed class TrialFolder(string path, Trial trial, ExperimentKeys keys)
{
    /// <summary>The schedule of a file that has it in itself.</summary>
    public const string ScheduleFile = "schedule.yaml";

    private const string Experiment = "experiment.json", CacheMemory = "cache-memory";

    public string Path => path;

    private string Schedule => System.IO.Path.Combine(path, ScheduleFile);

    /// <summary>What is to be done.</summary>
    /// <exception cref="OptionsException">The folder holds a run with other options.</exception>
    public TrialState State()
    {
        var file = System.IO.Path.Combine(path, Experiment);
        if (!File.Exists(file)) return TrialState.New;
        if (ClassifierFiles.Parse(file) is not JsonObject experiment) throw new InvalidDataException($"{file}: expected a JSON object.");
        var differences = Differences(experiment["command"]).ToList();
        if (differences.Count > 0) throw new OptionsException(path, [$"{path} holds a run with other options: {string.Join("; ", differences)}. Choose another --out, or begin anew with --overwrite."]);
        return experiment.ContainsKey("finished") ? TrialState.Finished : TrainingRunFolder.HoldsRun(path) ? TrialState.Stopped : TrialState.New;
    }

    /// <summary>The words after the program's name.</summary>
    /// <param name="threads">For a training that does not say it itself.</param>
    /// <param name="isShared">Whether other runs read what frozen layers give, which then goes to files.</param>
    public IReadOnlyList<string> Command(TrialState state, int? threads, bool isShared)
    {
        if (state == TrialState.Stopped) return ["resume", path];
        Directory.CreateDirectory(path);
        string[] extra = threads is { } count && trial["threads"] is null ? [$"--threads={count}"] : [];
        if (isShared && keys.Options.Contains(CacheMemory) && trial[CacheMemory] is null) extra = [.. extra, $"--{CacheMemory}=0"];
        if (trial.Schedule is not null)
        {
            FineTuning.ScheduleFile.Write(Schedule, trial.Schedule);
            extra = [$"--{ExperimentFile.ScheduleKey}={Schedule}", .. extra];
        }
        return ["train", .. trial.Arguments(keys), .. extra, "--out", path, "--overwrite"];
    }

    // A thread more or less changes the last bits, not the experiment; where results lie and what a cache may hold changes nothing.
    private IEnumerable<string> Differences(JsonNode? command)
    {
        var wanted = trial.Options.Where(o => !keys.Switches.Contains(o.Key) || o.Values is ["true"]).ToDictionary(o => o.Key, o => keys.Switches.Contains(o.Key) ? "true" : string.Join(' ', o.Values));
        if (trial.Schedule is not null) wanted[ExperimentFile.ScheduleKey] = FineTuning.ScheduleFile.ToYaml(trial.Schedule);
        var was = RunOptions.All(command).ToDictionary(o => o.Key, o => o.Values.Length == 0 ? "true" : string.Join(' ', o.Values));
        foreach (var ours in new[] { "threads", CacheMemory }.Where(key => !wanted.ContainsKey(key))) was.Remove(ours);
        if (was.TryGetValue(ExperimentFile.ScheduleKey, out var file) && file == Schedule && File.Exists(file)) was[ExperimentFile.ScheduleKey] = File.ReadAllText(file);
        return was.Keys.Union(wanted.Keys).Where(key => was.GetValueOrDefault(key) != wanted.GetValueOrDefault(key))
            .Select(key => key == ExperimentFile.ScheduleKey ? "another schedule" : $"{key} was {was.GetValueOrDefault(key) ?? "not given"}, is {wanted.GetValueOrDefault(key) ?? "not given"}");
    }
}
