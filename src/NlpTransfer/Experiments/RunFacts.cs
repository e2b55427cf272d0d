using System.ComponentModel;
using System.Diagnostics;
using System.Text.Json.Nodes;
using NlpTransfer.Backbones;
using NlpTransfer.Classifiers;
using NlpTransfer.Training;

namespace NlpTransfer.Experiments;

/// <summary>What <c>experiment.json</c> says of a run beside what training itself writes there.</summary>
public sealed record RunFacts
{
    /// <summary>The section of <c>experiment.json</c> that names the commit.</summary>
    public const string Commit = "commit";

    internal const string Stages = "stages", Words = "words";
    private const string Data = "data";
    private const int LongestWait = 5_000; // milliseconds

    /// <summary>What each stage took, in order.</summary>
    public IReadOnlyList<(string Name, TimeSpan Time)> StageTimes { get; init; } = [];

    /// <summary>How many running words had a vector; null without word vectors.</summary>
    public VectorCoverage? Coverage { get; init; }

    /// <summary>Examples of the test part.</summary>
    public int TestExamples { get; init; }

    /// <summary>Over their content and labels.</summary>
    public string TestHash { get; init; } = "";

    /// <summary>Writes them.</summary>
    /// <exception cref="CheckpointException">The file cannot be written.</exception>
    public void Describe(TrainingRunFolder run)
    {
        var sections = new JsonObject { [Stages] = new JsonObject(StageTimes.GroupBy(s => s.Name).Select(s => KeyValuePair.Create(s.Key, (JsonNode?)Math.Round(s.Sum(t => t.Time.TotalSeconds), 3)))) };
        if (Coverage is { } words) sections[Words] = ClassifierFiles.ToNode(words);
        if (run.Section(Data)?.DeepClone() is JsonObject data)
        {
            (data["test_examples"], data["test_sha256"]) = (TestExamples, TestHash);
            sections[Data] = data;
        }
        run.Describe(sections);
    }

    /// <summary>The commit of the repository that a folder lies in, with <c>-dirty</c> where files of it have changed; null where there is none, or no git.</summary>
    public static string? CommitOf(string folder)
    {
        try
        {
            var info = new ProcessStartInfo("git", ["-C", folder, "describe", "--always", "--dirty", "--abbrev=40", "--exclude=*"]) { RedirectStandardOutput = true, RedirectStandardError = true };
            using var git = Process.Start(info)!;
            var output = git.StandardOutput.ReadToEndAsync();
            if (git.WaitForExit(LongestWait)) return git.ExitCode == 0 ? output.Result.Trim() : null;
            git.Kill();
            return null;
        }
        catch (Win32Exception) // no git on this machine
        {
            return null;
        }
    }
}
