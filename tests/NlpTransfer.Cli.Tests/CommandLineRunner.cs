using System.Diagnostics;
using System.Text;

namespace NlpTransfer.Cli.Tests;

/// <summary>Runs the command line: inside this process, or as the real program.</summary>
internal static class CommandLineRunner
{
    /// <summary>Inside this process, with its own streams.</summary>
    public static async Task<CliResult> RunAsync(string[] args, string input = "")
    {
        using var output = new StringWriter { NewLine = "\n" };
        using var error = new StringWriter { NewLine = "\n" };
        var terminal = new Terminal(new MemoryStream(Encoding.UTF8.GetBytes(input)), output, error);
        int code = await Application.RunAsync(args, terminal, TestContext.Current.CancellationToken);
        return new CliResult(code, output.ToString(), error.ToString());
    }

    /// <summary>Starts the real program.</summary>
    public static Process Start(params string[] args) => StartWith([], args);

    /// <summary>Starts the real program with additions to its environment.</summary>
    public static Process StartWith(Dictionary<string, string> environment, params string[] args)
    {
        var info = new ProcessStartInfo(Path.Combine(AppContext.BaseDirectory, "nlp-transfer"), args)
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        foreach (var (name, value) in environment)
            info.Environment[name] = value;
        return Process.Start(info)!;
    }

    /// <summary>Runs the real program to its end.</summary>
    public static async Task<CliResult> RunProcessAsync(params string[] args)
    {
        using var process = Start(args);
        process.StandardInput.Close();
        return await EndAsync(process);
    }

    /// <summary>Waits for a started program and collects what it wrote.</summary>
    public static async Task<CliResult> EndAsync(Process process)
    {
        var stop = TestContext.Current.CancellationToken;
        var output = process.StandardOutput.ReadToEndAsync(stop);
        var error = process.StandardError.ReadToEndAsync(stop);
        await process.WaitForExitAsync(stop);
        return new CliResult(process.ExitCode, await output, await error);
    }
}
