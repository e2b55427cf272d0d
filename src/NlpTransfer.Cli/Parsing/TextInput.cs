using System.CommandLine;
using NlpTransfer.Data;

namespace NlpTransfer.Cli;

/// <summary>Texts to work on: arguments, <c>--data</c> or <c>--corpus</c>, or standard input, one a line.</summary>
internal static class TextInput
{
    /// <summary>The texts, in chunks as they arrive.</summary>
    public static IAsyncEnumerable<TextDataset> ReadAsync(VerbRun run, Argument<string[]> arguments) => ReadAsync(run, run.Value(arguments) ?? []);

    /// <summary>The same with the texts that were typed.</summary>
    public static async IAsyncEnumerable<TextDataset> ReadAsync(VerbRun run, IReadOnlyList<string> texts)
    {
        if (texts.Count > 0)
            yield return TextDataset.FromTexts(texts);
        else if (run.Value(DataArguments.Data) is not null || run.Value(DataArguments.Corpus) is not null)
            yield return await DataArguments.LoadSourceAsync(run, DataArguments.Options(run, labels: false));
        else
            foreach (var lines in StandardInput(run))
                yield return TextDataset.FromTexts(lines);
    }

    /// <summary>The lines of standard input, in chunks as they arrive.</summary>
    public static IEnumerable<IReadOnlyList<string>> StandardInput(VerbRun run)
    {
        if (!run.Terminal.InputRedirected)
            run.Terminal.Error.WriteLine("Type a text and press Enter; Ctrl+D ends.");
        using var reader = run.Terminal.OpenInput();
        foreach (var lines in LineChunks.Read(reader))
        {
            run.Stop.ThrowIfCancellationRequested();
            yield return lines;
        }
    }
}
