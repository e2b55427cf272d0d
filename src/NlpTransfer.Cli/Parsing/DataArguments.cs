using System.CommandLine;
using NlpTransfer.Data;
using NlpTransfer.Embeddings;

namespace NlpTransfer.Cli;

/// <summary>The options that say where labelled text is and how to read it; the same under every verb that reads data.</summary>
internal static class DataArguments
{
    public static readonly Option<string?> Data = Typed.Text("--data", "PATH", "a .csv .tsv .jsonl .json or .eml file, each optionally .gz, or a folder with one folder a label");
    public static readonly Option<string?> Corpus = Typed.Text("--corpus", "NAME", $"labelled text from the catalogue: {string.Join(", ", Fetch.Names(CatalogueKind.Corpus))}");
    public static readonly Option<string?> Validation = Typed.Text("--validation", "PATH", "examples that choose the best epoch (default: a share of --data)");
    public static readonly Option<string?> Test = Typed.Text("--test", "PATH", "examples for the final figures (default: a share of --data)");
    private static readonly Option<string?> TextColumn = Typed.Text("--text-column", "NAME", "column of the text (default text)");
    private static readonly Option<string?> LabelColumn = Typed.Text("--label-column", "NAME", "column of the label (default label)");
    private static readonly Option<string?> Separator = Typed.Text("--label-separator", "TEXT", "what stands between the labels of a text that has several, such as ';' (default: one label a text); an empty label column then means that none applies");
    private static readonly Option<string?> PairColumn = Typed.Text("--text-pair-column", "NAME", "column of the second text, for tasks over pairs");
    private static readonly Option<string?> GroupColumn = Typed.Text("--group-column", "NAME", "column whose equal values (thread, author) stay on one side of a split");
    private static readonly Option<string?> Delimiter = Typed.Text("--delimiter", "CHAR", "between the columns; 'tab' for a tab (default: comma, tab for .tsv)");
    private static readonly Option<string?> Encoding = Typed.Text("--encoding", "NAME", "such as latin-1 or windows-1252 (default utf-8, read strictly)");
    private static readonly Option<bool> NoHeader = Typed.Switch("--no-header", "the first row is data; columns are then named 1, 2, ...");
    private static readonly Option<string?> Preset = Typed.Text("--preset", "NAME", $"a known data set's own layout: {string.Join(", ", DataPresets.Names)}");

    private static readonly Option[] Format = [TextColumn, LabelColumn, Separator, PairColumn, GroupColumn, Delimiter, Encoding, NoHeader, Preset];

    /// <summary>Data to train on, with optional parts beside it.</summary>
    public static OptionGroup ForTraining { get; } = new("Data", [Data, Corpus, Validation, Test, .. Format]);

    /// <summary>One set of data.</summary>
    public static OptionGroup ForReading { get; } = new("Data", [Data, Corpus, .. Format]);

    /// <summary>How to read, as typed. Prediction needs no labels: <paramref name="labels"/> false leaves the column out unless it was named.</summary>
    public static TextDataOptions Options(VerbRun run, bool labels = true)
    {
        var defaults = new TextDataOptions();
        return defaults with
        {
            TextColumn = run.Value(TextColumn) ?? (run.Value(NoHeader) ? "1" : defaults.TextColumn),
            LabelColumn = run.Value(LabelColumn) ?? (!labels ? null : run.Value(NoHeader) ? "2" : defaults.LabelColumn),
            LabelSeparator = run.Value(Separator),
            OnMissingLabel = run.Value(Separator) is null ? defaults.OnMissingLabel : RowPolicy.Keep,
            TextPairColumn = run.Value(PairColumn),
            GroupColumn = run.Value(GroupColumn),
            Delimiter = run.Value(Delimiter) is "tab" or "\\t" ? "\t" : run.Value(Delimiter),
            Encoding = run.Value(Encoding),
            HasHeader = !run.Value(NoHeader),
            Preset = run.Value(Preset),
        };
    }

    /// <summary>Whether the data can be meant; asked before any work is done.</summary>
    /// <exception cref="UsageException">None or too much of it is named, or a file is not there.</exception>
    public static void CheckSource(VerbRun run)
    {
        if (run.Value(Data) is null == run.Value(Corpus) is null)
            throw new UsageException(run.Value(Data) is null ? $"{run.Verb} needs --data PATH or --corpus NAME." : "--data and --corpus exclude each other; give one of them.");
        foreach (var option in new[] { Data, Validation, Test }) run.OptionalPath(option);
    }

    /// <summary>Reads <c>--data</c>, or what <c>--corpus</c> names; one of them must be given.</summary>
    public static async Task<TextDataset> LoadSourceAsync(VerbRun run, TextDataOptions options) => (run.Value(Data), run.Value(Corpus)) switch
    {
        ({ } path, null) => Load(run, VerbRun.Existing(Data.Name, path), options),
        (null, { } corpus) => Load(run, await Corpora.GetAsync(run, corpus), Corpora.Options(corpus, options)),
        (null, null) => throw new UsageException($"{run.Verb} needs --data PATH or --corpus NAME."),
        _ => throw new UsageException("--data and --corpus exclude each other; give one of them."),
    };

    /// <summary>Reads one of the path options.</summary>
    public static TextDataset Load(VerbRun run, string path, TextDataOptions options)
    {
        var dataset = TextDataset.Load(path, options, run.Stop);
        foreach (string remark in dataset.Report.Remarks())
            run.Terminal.Error.WriteLine($"{Path.GetFileName(path)}: {remark}");
        return dataset;
    }
}
