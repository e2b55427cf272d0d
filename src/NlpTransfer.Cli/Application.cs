using System.CommandLine;
using System.Globalization;

namespace NlpTransfer.Cli;

/// <summary>The command line from arguments to exit code.</summary>
internal static class Application
{
    /// <summary>Parses, runs, and turns every end into an exit code and one sentence.</summary>
    public static async Task<int> RunAsync(string[] args, Terminal terminal, CancellationToken stop = default)
    {
        // Numbers in tables and files look the same everywhere; a comma as decimal point would break every script.
        CultureInfo.CurrentCulture = CultureInfo.InvariantCulture;
        args = WithoutHelpWord(args);
        var parsed = VerbCatalogue.Root(args, terminal).Parse(args);
        try
        {
            return await RunAsync(parsed, terminal, stop);
        }
        catch (Exception error)
        {
            return Failure.Report(error, terminal, parsed.GetValue(CommonOptions.Verbose));
        }
        finally
        {
            await terminal.Output.FlushAsync(CancellationToken.None);
        }
    }

    // "help train" is what many type for "train --help".
    private static string[] WithoutHelpWord(string[] args) => args is ["help", .. var rest] ? [.. rest, "--help"] : args;

    private static async Task<int> RunAsync(ParseResult parsed, Terminal terminal, CancellationToken stop)
    {
        if (parsed.Action is null or not { ClearsParseErrors: true })
            ParseFaults.ThrowIfAny(parsed);
        using var signals = new StopSignals(terminal.Error);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(stop, signals.Token);
        return await parsed.InvokeAsync(new InvocationConfiguration
        {
            Output = terminal.Output,
            Error = terminal.Error,
            EnableDefaultExceptionHandler = false,
            ProcessTerminationTimeout = null,
        }, either.Token);
    }
}
