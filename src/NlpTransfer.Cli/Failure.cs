using System.Reflection;
using NlpTransfer.Data;

namespace NlpTransfer.Cli;

/// <summary>How an exception becomes one sentence and an exit code.</summary>
internal static class Failure
{
    /// <summary>Writes the sentence, with the stack trace only when <paramref name="verbose"/>.</summary>
    public static int Report(Exception error, Terminal terminal, bool verbose)
    {
        var cause = Cause(error);
        if (cause is OperationCanceledException)
        {
            terminal.Error.WriteLine("Stopped.");
            return ExitCode.Stopped;
        }

        Write(terminal, verbose ? cause.ToString() : Sentence(cause));
        return cause is UsageException or OptionsException ? ExitCode.WrongUse : ExitCode.Failed;
    }

    private static Exception Cause(Exception error) => error switch
    {
        TypeInitializationException or TargetInvocationException when error.InnerException is { } inner => Cause(inner),
        AggregateException { InnerExceptions: [var only] } => Cause(only),
        _ => error,
    };

    private static string Sentence(Exception cause) => cause switch
    {
        OptionsException options => DataFaultWords.Translate(string.Join("\n", options.Faults)),
        DatasetException data => DataFaultWords.Translate(data.Message),
        // A bug of ours: the name of the exception helps whoever reports it.
        NullReferenceException or IndexOutOfRangeException or InvalidCastException =>
            $"internal error ({cause.GetType().Name}: {cause.Message}); run again with --verbose and report what it prints.",
        _ => cause.Message,
    };

    private static void Write(Terminal terminal, string text) =>
        terminal.Error.WriteLine(terminal.Colours ? $"\e[31mnlp-transfer:\e[0m {text}" : $"nlp-transfer: {text}");
}
