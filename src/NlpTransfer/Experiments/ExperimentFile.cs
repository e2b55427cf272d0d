using NlpTransfer.FineTuning;

namespace NlpTransfer.Experiments;

/// <summary>Experiments in files, YAML or JSON: one file is one run, or many where an option has a list of values.</summary>
/// <remarks>
/// <code>
/// name: backbones
/// corpus: sentiment
/// backbone: [cnn, bilstm]      # a list: a run for each
/// learning-rate: 0.001         # every option of a training, and every key of --set, under its own name
/// seed: [1, 2, 3]
/// </code>
/// </remarks>
public static class ExperimentFile
{
    internal const string ScheduleKey = "schedule";
    private const string What = "an experiment";
    private const int MostRuns = 10_000;

    /// <summary>Reads an experiment. Paths in it are relative to its folder.</summary>
    /// <param name="keys">The options that there are.</param>
    /// <param name="given">Options whose value is given here instead of in the file, such as the data of a job.</param>
    /// <exception cref="FileNotFoundException">There is no such file.</exception>
    /// <exception cref="OptionsException">The file holds something else; every fault with line and column.</exception>
    public static Experiment Read(string path, ExperimentKeys keys, IReadOnlyDictionary<string, string>? given = null) =>
        Parse(YamlText.Load(path, What), keys, path, YamlText.IsJson(path), given);

    /// <summary>Reads an experiment from text.</summary>
    /// <param name="keys">The options that there are.</param>
    /// <param name="source">What messages call it; paths are relative to its folder.</param>
    /// <param name="isJson">Whether it must be JSON; YAML otherwise.</param>
    /// <param name="given">Options whose value is given here instead of in the text.</param>
    /// <param name="mostRuns">How many runs it may be.</param>
    /// <exception cref="OptionsException">The text holds something else; every fault with line and column.</exception>
    public static Experiment Parse(string text, ExperimentKeys keys, string source = "experiment", bool isJson = false, IReadOnlyDictionary<string, string>? given = null, int mostRuns = MostRuns)
    {
        var root = YamlText.Root(text, source, isJson, What, aliases: false);
        var faults = new FileFaults(source);
        var experiment = new ExperimentReader(source, keys, given ?? new Dictionary<string, string>(), mostRuns, faults).Read(root);
        OptionsException.ThrowIfAny(source, faults.All);
        return experiment!;
    }
}
