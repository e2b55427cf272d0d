using System.Diagnostics;
using System.Globalization;

namespace NlpTransfer.Training;

/// <summary>
/// Named places at which the kill tests end this process without any clean-up, as <c>kill -9</c> or a power cut would:
/// <c>NLPTRANSFER_FAULT_POINT=step:17</c> at the 17th time that <c>step</c> is passed. Without the variable it costs one comparison.
/// </summary>
internal static class FaultPoint
{
    public const string Variable = "NLPTRANSFER_FAULT_POINT";

    public const string Step = "step", Unfreeze = "unfreeze", Features = "features", Evaluation = "evaluation", MidWrite = "mid-write", BeforeRename = "before-rename", AfterRename = "after-rename", PhaseEnd = "phase-end";

    private static readonly (string Name, int Count)? Armed = Parse(Environment.GetEnvironmentVariable(Variable));
    private static int passed;

    public static void Pass(string name)
    {
        if (Armed is not { } armed || armed.Name != name || Interlocked.Increment(ref passed) != armed.Count) return;
        using var self = Process.GetCurrentProcess();
        self.Kill(); // SIGKILL
        Thread.Sleep(Timeout.Infinite);
    }

    private static (string, int)? Parse(string? text)
    {
        if (string.IsNullOrEmpty(text)) return null;
        var parts = text.Split(':');
        return parts.Length == 2 && int.TryParse(parts[1], NumberStyles.None, CultureInfo.InvariantCulture, out var count) && count > 0
            ? (parts[0], count)
            : throw new ArgumentException($"{Variable} must be NAME:COUNT, such as step:17, was '{text}'.");
    }
}
