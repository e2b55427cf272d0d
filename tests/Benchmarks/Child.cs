using System.Diagnostics;

/// <summary>
/// A measurement in a process of its own, because runtime settings and kernels are chosen once a process. Ours, then
/// plain-tuned (our runtime settings; unfused operations), then plain-stock (libtorch's own settings and kernels).
/// </summary>
internal static class Child
{
    private const string Variable = "NLPTRANSFER_BENCH_CHILD";

    /// <summary>What the parent asks of this process; null in a parent.</summary>
    public static string? Task => Environment.GetEnvironmentVariable(Variable);

    public static IReadOnlyList<string> Kinds { get; } = ["ours", "plain-tuned", "plain-stock"];

    /// <summary>Runs the task in a new process, whose last line is a <see cref="Cost"/>.</summary>
    /// <param name="benchmark">The benchmark that will find <paramref name="task"/> in <see cref="Task"/>.</param>
    public static Cost Run(string benchmark, string kind, string task) => Cost.Parse(LastLine(benchmark, $"{kind}|{task}", Settings(kind)));

    /// <summary>The environment variables of a kind.</summary>
    public static Dictionary<string, string> Settings(string kind) => kind switch
    {
        "plain-tuned" => new() { ["NLPTRANSFER_STOCK_KERNELS"] = "fused" },
        "products" => new() { ["NLPTRANSFER_STOCK_KERNELS"] = "fused" }, // libtorch's own, which ours are held against
        "plain-stock" => new() { ["NLPTRANSFER_STOCK_KERNELS"] = "1", ["NLPTRANSFER_STOCK_RUNTIME"] = "1" },
        _ => [],
    };

    /// <summary>Runs the task in a new process and returns the last line that it prints.</summary>
    public static string LastLine(string benchmark, string task, Dictionary<string, string> environment)
    {
        var start = new ProcessStartInfo(Environment.ProcessPath!, benchmark) { RedirectStandardOutput = true };
        start.Environment[Variable] = task;
        foreach (var (name, value) in environment) start.Environment[name] = value;
        using var process = Process.Start(start)!;
        var last = process.StandardOutput.ReadToEnd().Trim().Split('\n')[^1];
        process.WaitForExit();
        return process.ExitCode == 0 ? last : throw new InvalidOperationException($"{benchmark} {task} ended with exit code {process.ExitCode}.");
    }
}
