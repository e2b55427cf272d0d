using System.Diagnostics;

namespace Setup.Tests;

/// <summary>Runs a command in a process group of its own, so that a fake may kill the group and not the tests.</summary>
internal static class Launch
{
    internal static async Task<LaunchResult> RunAsync(
        string folder, IReadOnlyDictionary<string, string> environment, string command, params IEnumerable<string> arguments)
    {
        var start = new ProcessStartInfo("/usr/bin/setsid", [command, .. arguments])
        {
            WorkingDirectory = folder,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        foreach (string name in new[] { "TorchBackend", "TorchSharpAssembly", "TORCH_ROOT", "NLPTRANSFER_FULL" })
            start.Environment.Remove(name);
        foreach ((string name, string value) in environment) start.Environment[name] = value;

        var watch = Stopwatch.StartNew();
        using Process process = Process.Start(start)!;
        process.StandardInput.Close();
        Task<string> output = process.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        Task<string> error = process.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);
        TimeSpan elapsed = watch.Elapsed;
        return new LaunchResult(process.ExitCode, await output, await error, elapsed);
    }
}
