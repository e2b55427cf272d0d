using System.CommandLine;
using NlpTransfer.Backbones;
using NlpTransfer.Classifiers;

namespace NlpTransfer.Cli;

/// <summary>What an encoder computes in.</summary>
internal static class PrecisionArguments
{
    private static readonly Dictionary<string, InferencePrecision> Precisions = new() { ["float32"] = InferencePrecision.Float32, ["bf16"] = InferencePrecision.BFloat16 };

    /// <summary>The option.</summary>
    public static readonly Option<string> Option = Typed.Choice("--precision", "float32", [.. Precisions.Keys], "what an encoder computes in; bf16 needs a CPU with the instructions, or a GPU (default float32)");

    /// <summary>What was typed.</summary>
    public static InferencePrecision Of(VerbRun run) => Precisions[run.Value(Option)!];

    /// <summary>Sets a loaded classifier to it.</summary>
    /// <exception cref="UsageException">It cannot; the message says why.</exception>
    public static void Apply(VerbRun run, TextClassifier classifier) => Explained(() =>
    {
        classifier.ComputeIn(Of(run));
        return true;
    });

    /// <summary>Refuses the option where it means nothing.</summary>
    /// <param name="what">What was chosen instead of a classifier of texts.</param>
    /// <exception cref="UsageException">It was given.</exception>
    public static void Refuse(VerbRun run, string what)
    {
        if (Of(run) != InferencePrecision.Float32) throw new UsageException($"--precision bf16 is for classifiers of texts over an encoder, not for {what}.");
    }

    /// <summary>Runs what may find that the precision is not to be had.</summary>
    /// <exception cref="UsageException">It is not; the message says why.</exception>
    public static T Explained<T>(Func<T> work)
    {
        try
        {
            return work();
        }
        catch (NotSupportedException fault)
        {
            throw new UsageException($"--precision bf16: {fault.Message}");
        }
    }
}
