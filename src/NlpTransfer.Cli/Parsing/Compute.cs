using TorchSharp;

namespace NlpTransfer.Cli;

/// <summary>Applies <c>--device</c> and <c>--threads</c>.</summary>
internal static class Compute
{
    /// <summary>Sets the threads and returns the device.</summary>
    /// <exception cref="UsageException">CUDA was asked for and is not there.</exception>
    public static torch.Device Apply(VerbRun run)
    {
        if (run.Arguments.GetValue(CommonOptions.Threads) is { } threads)
            torch.set_num_threads(threads);
        return run.Value(CommonOptions.Device) switch
        {
            "cuda" when !torch.cuda.is_available() => throw new UsageException(
                "--device cuda: this torch sees no CUDA device; 'nlp-transfer doctor' says what is missing."),
            "cuda" => torch.CUDA,
            "auto" when torch.cuda.is_available() => torch.CUDA,
            _ => torch.CPU,
        };
    }
}
