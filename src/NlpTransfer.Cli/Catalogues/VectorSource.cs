using System.CommandLine;
using NlpTransfer.Embeddings;

namespace NlpTransfer.Cli;

/// <summary>Word vectors by <c>--vectors</c>: a catalogue name, a file, or none.</summary>
internal static class VectorSource
{
    /// <summary>The vectors that are meant when nothing is said.</summary>
    public const string Default = "glove-100d";

    private const string None = "none";

    /// <summary>The option.</summary>
    public static readonly Option<string?> Option = Typed.Text("--vectors", "NAME|FILE|none",
        $"pretrained word vectors: {string.Join(", ", Fetch.Names(CatalogueKind.Vectors))} from the catalogue, or a file of any format (default {Default})");

    private static IReadOnlyList<string> Names => Fetch.Names(CatalogueKind.Vectors);

    /// <summary>Whether a value of the option is a file, not a name.</summary>
    public static bool IsFile(string value) => value != None && !Names.Contains(value);

    /// <summary>Whether the option can be meant; asked before data is read and anything fetched.</summary>
    /// <exception cref="UsageException">It is neither a name nor a file.</exception>
    public static void Check(VerbRun run)
    {
        string value = run.Value(Option) ?? Default;
        string[] known = [.. Names, None];
        if (!known.Contains(value) && !File.Exists(value))
            throw new UsageException($"--vectors: '{value}' is neither a file nor one of {string.Join(", ", known)}.{Suggestion.For(value, known)}");
    }

    /// <summary>The vectors, or null for none.</summary>
    /// <exception cref="UsageException">It is neither a name nor a file.</exception>
    public static async Task<WordVectors?> OpenAsync(VerbRun run)
    {
        Check(run);
        string value = run.Value(Option) ?? Default;
        if (value == None)
            return null;
        return Open(Names.Contains(value) ? await new Fetch(run.Terminal, run.Offline).GetAsync(value, run.Stop) : value, run);
    }

    /// <summary>The vectors that another option names.</summary>
    /// <param name="others">What else the option may be, for the message.</param>
    /// <exception cref="UsageException">It is neither a name nor a file.</exception>
    public static async Task<WordVectors> OpenAsync(VerbRun run, string option, string value, IEnumerable<string> others)
    {
        string[] known = [.. others, .. Names];
        if (Names.Contains(value))
            return Open(await new Fetch(run.Terminal, run.Offline).GetAsync(value, run.Stop), run);
        return File.Exists(value)
            ? Open(value, run)
            : throw new UsageException($"{option}: '{value}' is neither a file nor one of {string.Join(", ", known)}.{Suggestion.For(value, known)}");
    }

    /// <summary>One line about the vectors.</summary>
    public static string Describe(WordVectors? vectors) => vectors is null
        ? "none: they start at random"
        : $"{vectors.Count:N0} words of {vectors.Dimension} dimensions";

    private static WordVectors Open(string path, VerbRun run)
    {
        var vectors = WordVectors.Open(path, null, run.Stop);
        foreach (string warning in vectors.Report.Warnings)
            run.Terminal.Error.WriteLine($"{Path.GetFileName(path)}: {warning}");
        return vectors;
    }
}
