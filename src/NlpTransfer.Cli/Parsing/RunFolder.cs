using System.CommandLine;
using NlpTransfer.Training;

namespace NlpTransfer.Cli;

/// <summary>Where a run is written.</summary>
internal static class RunFolder
{
    /// <summary>The folder.</summary>
    public static readonly Option<string?> Out = Typed.Text("--out", "FOLDER", "where the run goes; its classifier is in FOLDER/model (default: a new folder in runs/)");

    /// <summary>Leave to replace.</summary>
    public static readonly Option<bool> Overwrite = Typed.Switch("--overwrite", "replace the run that is in --out");

    /// <summary>The folder to write to; asked before the work begins, so that an hour's training is not lost to it.</summary>
    /// <exception cref="UsageException">It holds a run and --overwrite was not given, or it cannot be a folder.</exception>
    public static string Choose(VerbRun run, string name)
    {
        string folder = run.Value(Out) ?? Free(name);
        if (File.Exists(folder))
            throw new UsageException($"--out: '{folder}' is a file, not a folder.");
        if (ModelFolder.Within(folder) is { } model && !run.Value(Overwrite))
            throw new UsageException($"--out: '{model}' already holds a classifier; choose another folder, or replace it with --overwrite.");
        if (TrainingRunFolder.HoldsRun(folder) && !run.Value(Overwrite))
            throw new UsageException($"--out: '{folder}' holds a training that was stopped; go on with 'nlp-transfer resume {folder}', or begin anew with --overwrite.");
        return folder;
    }

    private static string Free(string name) => Enumerable.Range(1, int.MaxValue)
        .Select(number => Path.Combine("runs", number == 1 ? name : $"{name}-{number}"))
        .First(folder => !Directory.Exists(folder) || !Directory.EnumerateFileSystemEntries(folder).Any());
}
