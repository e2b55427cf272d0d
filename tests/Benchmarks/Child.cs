using System.Diagnostics;
using System.Globalization;

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

    /// <summary>Seconds by the clock, and of processors; the latter say more where other programs run too.</summary>
    internal readonly record struct Cost(double Wall, double Processor)
    {
        public static Cost Now => new(Stopwatch.GetTimestamp() / (double)Stopwatch.Frequency, Process.GetCurrentProcess().TotalProcessorTime.TotalSeconds);

        public Cost Since(Cost start) => new(Wall - start.Wall, Processor - start.Processor);

        public string Line => string.Create(CultureInfo.InvariantCulture, $"{Wall} {Processor}");
    }

    /// <summary>Runs the task in a new process, whose last line is a <see cref="Cost"/>.</summary>
    /// <param name="benchmark">The benchmark that will find <paramref name="task"/> in <see cref="Task"/>.</param>
    public static Cost Run(string benchmark, string kind, string task)
    {
        var start = new ProcessStartInfo(Environment.ProcessPath!, benchmark) { RedirectStandardOutput = true };
        start.Environment[Variable] = $"{kind}|{task}";
        if (kind == "plain-tuned") start.Environment["NLPTRANSFER_STOCK_KERNELS"] = "fused";
        if (kind == "plain-stock") (start.Environment["NLPTRANSFER_STOCK_KERNELS"], start.Environment["NLPTRANSFER_STOCK_RUNTIME"]) = ("1", "1");
        using var process = Process.Start(start)!;
        var last = process.StandardOutput.ReadToEnd().Trim().Split('\n')[^1].Split(' ');
        process.WaitForExit();
        if (process.ExitCode != 0) throw new InvalidOperationException($"{benchmark} {kind} {task} ended with exit code {process.ExitCode}.");
        return new(double.Parse(last[0], CultureInfo.InvariantCulture), double.Parse(last[1], CultureInfo.InvariantCulture));
    }
}
