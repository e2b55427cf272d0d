using System.CommandLine;

namespace NlpTransfer.Cli;

/// <summary>The folder of a saved classifier, or the run folder around it.</summary>
internal static class ModelFolder
{
    /// <summary>Where a run keeps its classifier.</summary>
    public const string InRun = "model";

    private const string Mark = "config.json";

    private static readonly string[] Marks = [Mark, "adapter_config.json"];

    /// <summary>The option.</summary>
    public static readonly Option<string?> Option = Typed.Text("--model", "FOLDER", "folder of a saved classifier, or of the run that made it");

    /// <summary>The classifier's folder.</summary>
    /// <exception cref="UsageException">It is missing, or no classifier is in it.</exception>
    public static string Find(VerbRun run)
    {
        string folder = run.RequiredPath(Option);
        return Within(folder) ?? throw new UsageException(
            $"--model: '{folder}' holds no classifier (no {Mark} in it or in its folder {InRun}); name the folder that 'train --out' wrote.");
    }

    /// <summary>The classifier's folder in or at <paramref name="folder"/>, or null.</summary>
    public static string? Within(string folder) =>
        new[] { folder, Path.Combine(folder, InRun) }.FirstOrDefault(candidate => Marks.Any(mark => File.Exists(Path.Combine(candidate, mark))));
}
