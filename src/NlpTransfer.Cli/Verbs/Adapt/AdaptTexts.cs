using System.CommandLine;
using System.Text;
using NlpTransfer.Data;

namespace NlpTransfer.Cli.Verbs.Adapt;

/// <summary>The unlabelled texts of an adaptation: lines of a file, or a column of a table.</summary>
internal static class AdaptTexts
{
    /// <summary>A file with a text a line.</summary>
    public static readonly Option<string?> Text = Typed.Text("--text", "FILE", "a text a line, UTF-8; or give --data or --corpus");

    /// <summary>Texts that are not trained on.</summary>
    public static readonly Option<string?> HeldOut = Typed.Text("--held-out", "FILE", "a text a line: those that the perplexity is of and that choose the best epoch (default: a tenth of the texts, near-duplicates on one side)");

    /// <summary>The options.</summary>
    public static OptionGroup Group { get; } = new("Texts", [Text, HeldOut, .. DataArguments.ForReading.Options]);

    /// <summary>Faults of what was typed.</summary>
    public static IEnumerable<string> Faults(ParseResult arguments)
    {
        int sources = new[] { Text, DataArguments.Data, DataArguments.Corpus }.Count(option => arguments.GetValue(option) is not null);
        if (sources != 1)
            yield return $"{AdaptVerb.Word} needs one of --text, --data and --corpus; {(sources == 0 ? "none was" : "several were")} given.";
    }

    /// <summary>Texts to train on and texts held out.</summary>
    public static async Task<DatasetSplit> LoadAsync(VerbRun run, SplitOptions split)
    {
        var all = run.OptionalPath(Text) is { } path ? Lines(Text, path) : await DataArguments.LoadSourceAsync(run, DataArguments.Options(run, labels: false));
        var heldOut = run.OptionalPath(HeldOut) is { } held ? Lines(HeldOut, held) : null;
        var unlabelled = TextDataset.Create(all.Select(e => e with { Labels = [] }));
        var parts = DatasetSplitter.Split(unlabelled, split with { ValidationShare = heldOut is null ? split.ValidationShare : 0 }, run.Stop);
        if (heldOut is null && parts.Validation.Count == 0)
            throw new UsageException($"{unlabelled.Count} texts are too few to hold some of them out; give others with {HeldOut.Name}.");
        return parts with { Validation = heldOut ?? parts.Validation };
    }

    private static TextDataset Lines(Option<string?> option, string path)
    {
        try
        {
            var lines = File.ReadLines(path, new UTF8Encoding(false, throwOnInvalidBytes: true)).Index().Where(line => !string.IsNullOrWhiteSpace(line.Item));
            return TextDataset.Create(lines.Select(line => new TextExample(line.Item.Trim(), null, [], null, new ExampleSource(path, line.Index + 1))));
        }
        catch (DecoderFallbackException)
        {
            throw new UsageException($"{option.Name}: '{path}' is not UTF-8; convert it, or read it as a table with --data and --encoding.");
        }
    }
}
