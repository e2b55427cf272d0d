namespace NlpTransfer.Worker.Jobs;

/// <summary>Who a worker is: machine, process and when it began, so that another on the same machine can tell that it is gone without waiting.</summary>
internal static class WorkerIdentity
{
    private const int StartTimeField = 19; // of those after the name, proc(5)

    public static string Own { get; } = $"{Machine()}/{Environment.ProcessId}/{Began(Environment.ProcessId)}";

    /// <summary>Whether it ran on this machine and does no more. Of another machine nothing is known, nor where there is no /proc.</summary>
    public static bool IsGone(string worker) =>
        worker.Split('/') is [var machine, var id, var began] && machine == Machine() && began.Length > 0 && int.TryParse(id, out var process) && Began(process) != began;

    // Two containers may have one name, and after a restart of the machine processes are counted anew.
    private static string Machine()
    {
        const string boot = "/proc/sys/kernel/random/boot_id";
        var space = new FileInfo("/proc/self/ns/pid").LinkTarget;
        return $"{Environment.MachineName}-{(File.Exists(boot) ? File.ReadAllText(boot)[..8] : "")}-{(space is null ? "" : string.Concat(space.Where(char.IsDigit)))}";
    }

    private static string Began(int process)
    {
        try
        {
            var text = File.ReadAllText($"/proc/{process}/stat");
            return text[(text.LastIndexOf(')') + 2)..].Split(' ')[StartTimeField];
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException) // it has ended
        {
            return "";
        }
    }
}
