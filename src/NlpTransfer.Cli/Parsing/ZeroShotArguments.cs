using System.CommandLine;
using NlpTransfer.Classifiers;
using NlpTransfer.Embeddings;

namespace NlpTransfer.Cli;

/// <summary>Labels described in words instead of a saved classifier; the same under every verb that has them.</summary>
internal static class ZeroShotArguments
{
    private const string Folder = "bert:";

    private static readonly Option<string[]> Labels = new("--zero-shot")
    {
        HelpName = "LABEL:DESCRIPTION",
        Description = "a label and what its texts are about, such as 'sports: matches, teams and players'; once for each label, more for several descriptions of one",
        Arity = ArgumentArity.OneOrMore,
    };

    private static readonly Option<string?> Backbone = Typed.Text("--backbone", "NAME",
        $"what compares texts with descriptions: the built-in encoder {string.Join(", ", BuiltInEncoders.Names)}, bert:FOLDER, or word vectors, by name ({string.Join(", ", Fetch.Names(CatalogueKind.Vectors))}) or from a file (default {BuiltInEncoders.Names.First()})");

    /// <summary>The options.</summary>
    public static OptionGroup Group { get; } = new("Labels in words", [Labels, Backbone]);

    /// <summary>Whether labels were described.</summary>
    public static bool AreGiven(ParseResult arguments) => arguments.GetValue(Labels) is { Length: > 0 };

    /// <summary>Faults of what was typed.</summary>
    public static IEnumerable<string> Faults(ParseResult arguments)
    {
        if (!AreGiven(arguments))
        {
            if (arguments.GetValue(Backbone) is not null) yield return $"{Backbone.Name} is for {Labels.Name}; a saved classifier has its own.";
            yield break;
        }
        if (arguments.GetValue(ModelFolder.Option) is not null) yield return $"{Labels.Name} and {ModelFolder.Option.Name} exclude each other; give one of them.";
        if (LongTextArguments.AreTyped(arguments)) yield return $"{Labels.Name} reads the beginning of long texts; --long and --stride are for saved classifiers.";
    }

    /// <summary>Does work with the classifier that was described.</summary>
    /// <exception cref="UsageException">A description cannot be read, or there is no such backbone.</exception>
    public static async Task UseAsync(VerbRun run, Func<ZeroShotClassifier, Task> work)
    {
        string name = run.Value(Backbone) ?? BuiltInEncoders.Names.First();
        if (BuiltInEncoders.Names.Contains(name) || name.StartsWith(Folder, StringComparison.Ordinal))
        {
            using var embedder = TextEmbedder.Load(name, new() { Normalize = true }, Compute.Apply(run));
            await work(Create(run, embedder));
            return;
        }
        using var vectors = await VectorSource.OpenAsync(run, Backbone.Name, name, BuiltInEncoders.Names);
        await work(Create(run, new WordVectorEmbedder(vectors)));
    }

    private static ZeroShotClassifier Create(VerbRun run, ITextEmbedder embedder)
    {
        try
        {
            return new ZeroShotClassifier(embedder, [.. run.Value(Labels)!.Select(LabelDescription.Parse)]);
        }
        catch (Exception fault) when (fault is FormatException or ArgumentException)
        {
            throw new UsageException($"{Labels.Name}: {fault.Message}");
        }
    }
}
