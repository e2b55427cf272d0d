using NlpTransfer.Data;
using NlpTransfer.Embeddings;

namespace NlpTransfer.Cli;

/// <summary>Labelled text by name.</summary>
internal static class Corpora
{
    /// <summary>The corpus of real e-mails.</summary>
    public const string SpamAssassin = "spam-assassin";

    /// <summary>The path of a corpus, fetched when it is not here.</summary>
    /// <exception cref="UsageException">There is no such corpus.</exception>
    public static async Task<string> GetAsync(VerbRun run, string name)
    {
        var names = Fetch.Names(CatalogueKind.Corpus);
        return names.Contains(name)
            ? await new Fetch(run.Terminal, run.Offline).GetAsync(name, run.Stop)
            : throw new UsageException($"--corpus must be one of {string.Join(", ", names)}; was '{name}'.{Suggestion.For(name, names)}");
    }

    /// <summary>How a corpus is read: those with a layout of their own by their preset.</summary>
    public static TextDataOptions Options(string name, TextDataOptions options) =>
        name == SpamAssassin ? options with { Preset = DataPresets.SpamAssassin } : options;
}
