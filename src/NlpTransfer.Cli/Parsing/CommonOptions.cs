using System.CommandLine;

namespace NlpTransfer.Cli;

/// <summary>Options that mean the same under every verb that has them.</summary>
internal static class CommonOptions
{
    /// <summary>One JSON document on standard output and nothing else there.</summary>
    public static Option<bool> Json { get; } =
        Typed.Switch("--json", "print the result as one JSON document on standard output, and nothing else there");

    /// <summary>Stack traces and details.</summary>
    public static Option<bool> Verbose { get; } =
        Typed.Switch("--verbose", "say more while working, and show the stack trace of an error");

    /// <summary>What all randomness starts from.</summary>
    public static Option<int?> Seed { get; } =
        Typed.Integer("--seed", 0, "what all randomness starts from; the same seed gives the same result (default 1)");

    /// <summary>Where tensors live.</summary>
    public static Option<string> Device { get; } =
        Typed.Choice("--device", "auto", ["auto", "cpu", "cuda"], "where to compute; auto takes CUDA when torch sees a GPU (default auto)");

    /// <summary>Worker threads of torch.</summary>
    public static Option<int?> Threads { get; } =
        Typed.Integer("--threads", 1, "threads for matrix work (default: one for each core)");

    /// <summary>No network.</summary>
    public static Option<bool> Offline { get; } =
        Typed.Switch("--offline", "never use the network; what is not on disk is an error");

    /// <summary>What every verb that trains or predicts has.</summary>
    public static OptionGroup Compute { get; } = new("Computing", [Seed, Device, Threads, Offline, Json, Verbose]);

    /// <summary>What a verb without tensors has.</summary>
    public static OptionGroup Output { get; } = new("Output", [Json, Verbose]);
}
