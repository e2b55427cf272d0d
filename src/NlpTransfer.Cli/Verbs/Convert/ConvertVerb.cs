using System.CommandLine;
using NlpTransfer.Checkpoints;
using NlpTransfer.Embeddings;

namespace NlpTransfer.Cli.Verbs.Convert;

/// <summary>Word vectors or weights from one file format to another.</summary>
internal sealed class ConvertVerb : Verb
{
    /// <summary>What is typed.</summary>
    public const string Word = "convert";

    /// <summary>What it does, in one line.</summary>
    public const string Summary = "converts word vectors from format to format, and weights to safetensors";

    private const string Projector = "projector";

    private static readonly string[] Targets = [.. VectorFormats.ByName.Keys, Projector];
    private static readonly Argument<string[]> Files = new("files")
    {
        Description = "the file to read and the file to write; .gz is read and written too",
        HelpName = "INPUT OUTPUT",
        Arity = new ArgumentArity(0, 2),
    };

    private static readonly Option<string> To = Typed.Choice("--to", "vectors", Targets, "format to write (default vectors, the fast mapped file)");
    private static readonly Option<int?> Limit = Typed.Integer("--limit", 1, "keep only the first N words; files are usually sorted by frequency");
    private static readonly Option<string?> Words = Typed.Text("--words", "FILE", "keep only the words of this file, one a line, as written, in lower case and without punctuation around them");
    private static readonly Option<bool> Strict = Typed.Switch("--strict", "duplicates, broken words and wrong counts are errors instead of remarks");

    private static readonly Option<bool> Merge = Typed.Switch("--merge", "an adapter's folder (LoRA) and its encoder become one ordinary classifier, in the folder OUTPUT");
    private static readonly Option<string?> Encoder = Typed.Text("--encoder", "NAME|FOLDER", "with --merge: the encoder that the adapter was trained on (default: what the adapter says)");

    public ConvertVerb(Terminal terminal) : base(Word, Summary, terminal)
    {
        Arguments.Add(Files);
        Add(new OptionGroup("Converting", [To, Limit, Words, Strict, Merge, Encoder]));
        Add(CommonOptions.Output);
    }

    public override string Details =>
        "Weights (PyTorch's .bin, .pt and .pth of any age, or shards by their .index.json) become one safetensors file; nothing in them is executed. "
        + "The format of the input is found from its content: GloVe text, word2vec text and binary, fastText .vec and .bin, winkNLP JSON. "
        + "The fast format opens in milliseconds by memory mapping, whatever its size. projector writes what the embedding projector "
        + "loads: OUTPUT with the values, and its words beside it in OUTPUT.words.tsv.";

    public override IReadOnlyList<(string Command, string Meaning)> Examples =>
    [
        ("nlp-transfer convert glove.6B.100d.txt glove.vectors", "GloVe's text to the fast format"),
        ("nlp-transfer convert crawl-300d-2M.vec.gz small.vectors --limit 200000", "the 200,000 most frequent words of a fastText file"),
        ("nlp-transfer convert glove.6B.100d.txt mine.vectors --words my-words.txt", "only the words that are needed"),
        ("nlp-transfer convert glove.vectors glove.txt --to glove", "and back to text"),
        ("nlp-transfer convert runs/adapter merged --merge", "a classifier with adapters to one that needs no other folder"),
        ("nlp-transfer convert pytorch_model.bin model.safetensors", "PyTorch's weights to safetensors"),
    ];

    public override IEnumerable<string> Faults(ParseResult arguments) => arguments.GetValue(Files) is { Length: 2 }
        ? []
        : ["convert needs two files: the one to read and the one to write."];

    protected override Task<int> RunAsync(VerbRun run)
    {
        string[] files = run.Value(Files)!;
        string input = VerbRun.Existing("convert", files[0]);
        if (run.Value(Merge))
            return Task.FromResult(AdapterConversion.Run(run, input, files[1], run.Value(Encoder)));
        if (Directory.Exists(input))
            throw new UsageException($"convert: '{input}' is a folder; files are converted, or with --merge the folder of an adapter.");
        if (File.Exists(input) && WeightFile.Detect(input) is not null)
            return Task.FromResult(WeightConversion.Run(run, input, files[1]));
        long start = run.Terminal.Clock.GetTimestamp();
        using var vectors = WordVectors.Open(input, new VectorReadOptions { Limit = run.Value(Limit), Words = Needed(run.Value(Words)), Strict = run.Value(Strict) }, run.Stop);
        if (vectors.Count == 0)
            throw new UsageException($"convert: {input} has none of the words in {run.Value(Words)}; nothing was written.");
        foreach (string warning in vectors.Report.Warnings)
            run.Terminal.Error.WriteLine($"{Path.GetFileName(input)}: {warning}");
        if (run.Value(To) == Projector)
            ProjectorExport.Save(vectors, files[1], files[1] + ".words.tsv", cancellationToken: run.Stop);
        else
            vectors.Save(files[1], VectorFormats.ByName[run.Value(To)!], run.Stop);
        Report(run, vectors, files[1], run.Terminal.Clock.GetElapsedTime(start));
        return Task.FromResult(ExitCode.Done);
    }

    private static string[]? Needed(string? file) => file is null
        ? null
        : [.. File.ReadLines(VerbRun.Existing("convert", file)).Select(line => line.Trim()).Where(word => word.Length > 0).SelectMany(new LookupPolicy().Variants).Distinct()];

    private static void Report(VerbRun run, WordVectors vectors, string output, TimeSpan time)
    {
        run.Terminal.Error.WriteLine($"{vectors.Count:N0} words of {vectors.Dimension} dimensions in {Duration.Text(time)}");
        if (run.Json)
            JsonOutput.WriteDocument(run.Terminal.Output, new
            {
                Output = output,
                From = VectorFormats.NameOf(vectors.Report.Format),
                To = run.Value(To),
                Words = vectors.Count,
                vectors.Dimension,
                vectors.Report.DuplicateWords,
                Bytes = new FileInfo(output).Length,
                Seconds = time.TotalSeconds,
            });
        else
            run.Terminal.Output.WriteLine(output);
    }
}
