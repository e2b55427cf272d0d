using TorchSharp;

namespace NlpTransfer.Cli.Verbs.Doctor;

/// <summary>What torch says of itself, after it computed something that is known.</summary>
internal sealed record TorchProbe(IReadOnlyList<Finding> Findings, bool SeesCuda, int Devices)
{
    private const string Remedy =
        "run './nlp-transfer doctor', which installs what is missing: sudo apt-get install libtorch-dev libopenblas0-openmp";

    /// <summary>Loads torch and asks it.</summary>
    public static TorchProbe Find()
    {
        try
        {
            return Ask();
        }
        catch (Exception error) when (error is DllNotFoundException or TypeInitializationException or EntryPointNotFoundException
            or BadImageFormatException or FileNotFoundException or InvalidOperationException)
        {
            return new TorchProbe([new Finding("torch", "libtorch", $"does not load: {Cause(error)}", FindingState.Fault, Remedy)], false, 0);
        }
    }

    private static TorchProbe Ask()
    {
        float sum = Sum();
        var libraries = LoadedLibraries.OfThisProcess();
        string path = libraries.Find("libtorch_cpu") ?? libraries.Find("libtorch") ?? "unknown";
        bool cuda = torch.cuda.is_available();
        return new TorchProbe(
        [
            new Finding("torch", "TorchSharp", $"{torch.__version__} ({typeof(torch).Assembly.Location})"),
            new Finding("torch", "libtorch", path),
            sum == 10 ? new Finding("torch", "computes", "yes")
                : new Finding("torch", "computes", $"wrongly: 1+2+3+4 gave {sum}", FindingState.Fault, "reinstall libtorch: its files do not fit together"),
            new Finding("torch", "threads", $"{torch.get_num_threads()} for one operation, {torch.get_num_interop_threads()} between operations"),
        ], cuda, cuda ? torch.cuda.device_count() : 0);
    }

    private static float Sum()
    {
        using var values = torch.tensor(new float[] { 1, 2, 3, 4 });
        using var sum = values.sum();
        return sum.item<float>();
    }

    private static string Cause(Exception error) => error is TypeInitializationException { InnerException: { } inner } ? Cause(inner) : error.Message;
}
