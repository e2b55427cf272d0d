using System.Globalization;
using TorchSharp;

namespace NlpTransfer.Training;

/// <summary>What the order of floating-point sums depends on beside data and options: on another machine training continues, but not to the same bits.</summary>
internal static class MachineNote
{
    private const string ProcessorFile = "/proc/cpuinfo";

    public static Dictionary<string, string> Now() => new(StringComparer.Ordinal)
    {
        ["threads"] = torch.get_num_threads().ToString(CultureInfo.InvariantCulture),
        ["processor"] = Processor(),
        ["torch"] = torch.__version__,
    };

    private static string Processor() => File.Exists(ProcessorFile)
        ? File.ReadLines(ProcessorFile).FirstOrDefault(l => l.StartsWith("model name", StringComparison.Ordinal))?.Split(':', 2)[^1].Trim() ?? "unknown"
        : "unknown";
}
