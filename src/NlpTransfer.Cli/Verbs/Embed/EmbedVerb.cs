using System.CommandLine;
using NlpTransfer.Backbones;
using NlpTransfer.Classifiers;
using NlpTransfer.Embeddings;

namespace NlpTransfer.Cli.Verbs.Embed;

/// <summary>Vectors of texts, or of pictures.</summary>
internal sealed class EmbedVerb : Verb
{
    /// <summary>What is typed.</summary>
    public const string Word = "embed";

    /// <summary>What it does, in one line.</summary>
    public const string Summary = "turns texts or pictures into vectors, by a pretrained network or a saved classifier";

    private const string Own = "own", On = "on", Off = "off";

    private static readonly Dictionary<string, EncoderPooling> Poolings = new()
    {
        ["cls"] = EncoderPooling.Cls, ["mean"] = EncoderPooling.Mean, ["max"] = EncoderPooling.Max, ["last"] = EncoderPooling.Last,
    };

    private static readonly Argument<string[]> Texts = new("texts")
    {
        Description = "texts (or files of pictures) to embed; none reads --data, --corpus, or standard input, one a line",
        HelpName = "TEXT...",
        Arity = ArgumentArity.ZeroOrMore,
    };

    private static readonly Option<string?> Model = Typed.Text("--model", "NAME", $"a built-in encoder ({string.Join(", ", BuiltInEncoders.Names)}), an encoder's folder in Hugging Face's layout, a saved classifier's, or an image network with published weights such as resnet18:FILE (default minilm)");
    private static readonly Option<string> Pooling = Typed.Choice("--pooling", Own, [Own, .. Poolings.Keys], "what an encoder's states become (default own: what its folder says)");
    private static readonly Option<string> Normalize = Typed.Choice("--normalize", Own, [Own, On, Off], "vectors of length 1 (default own: what its folder says)");
    private static readonly Option<int?> MaxTokens = Typed.Integer("--max-tokens", 3, "longer texts are cut off here (default what its folder says, else 128)");
    private static readonly Option<string?> Out = Typed.Text("--out", "FILE", "a NumPy file (.npy) of float32, one row an input; without it JSON Lines go to standard output");

    public EmbedVerb(Terminal terminal) : base(Word, Summary, terminal)
    {
        Arguments.Add(Texts);
        Add(new OptionGroup("Encoder", [Model, Pooling, Normalize, MaxTokens, PrecisionArguments.Option]));
        Add(new OptionGroup("Format", [Out]));
        Add(DataArguments.ForReading);
        Add(PictureVectors.Group);
        Add(CommonOptions.Compute);
    }

    public override string Details => "A sentence encoder's folder gives the vectors that sentence-transformers gives: its pooling, its longest text, its norm. Standard input is answered as it arrives.";

    public override IReadOnlyList<(string Command, string Meaning)> Examples =>
    [
        ("nlp-transfer embed \"Lunch at noon?\" \"See you at twelve\"", "two vectors as JSON Lines"),
        ("nlp-transfer embed --corpus topic --out topic.npy", "a matrix for NumPy"),
        ("nlp-transfer embed --model runs/topic --data new.csv --out features.npy", "what a trained classifier sees below its head"),
        ("nlp-transfer embed --model resnet18:resnet18.pth --truncate-at layer3 holiday/*.jpg", "pictures, as the network's third stage sees them"),
    ];

    public override IEnumerable<string> Faults(ParseResult arguments)
    {
        bool data = arguments.GetValue(DataArguments.Data) is not null || arguments.GetValue(DataArguments.Corpus) is not null;
        if (data && arguments.GetValue(Texts) is { Length: > 0 })
            yield return "embed takes texts, or --data, not both.";
        if (arguments.GetValue(Out) is { } path && !path.EndsWith(".npy", StringComparison.OrdinalIgnoreCase))
            yield return $"--out must be a .npy file, was '{path}'.";
    }

    protected override async Task<int> RunAsync(VerbRun run)
    {
        string source = Source(run);
        if (PictureVectors.AreOf(source))
            return EmbedPictures(run, source);
        PictureVectors.Refuse(run);
        using var embedder = PrecisionArguments.Explained(() => TextEmbedder.Load(source, Choices(run), Compute.Apply(run)));
        var output = new VectorOutput(run, run.Value(Out), "text");
        await foreach (var chunk in TextInput.ReadAsync(run, Texts))
            output.Add(chunk.Select(example => example.Text), embedder.Embed(chunk, run.Stop));
        output.Finish(embedder.Dimension, embedder.Normalizes);
        return ExitCode.Done;
    }

    private static int EmbedPictures(VerbRun run, string source)
    {
        PrecisionArguments.Refuse(run, "pictures");
        if (new Option[] { Pooling, Normalize, MaxTokens }.FirstOrDefault(run.IsTyped) is { } option)
            throw new UsageException($"{option.Name} is for encoders of texts; {source} is of pictures.");
        using var vectors = new PictureVectors(run, source);
        var output = new VectorOutput(run, run.Value(Out), "path");
        foreach (var (names, rows) in vectors.Read(run.Value(Texts) ?? []))
            output.Add(names, rows);
        output.Finish(vectors.Dimension, areNormalized: false);
        return ExitCode.Done;
    }

    // A run's folder holds its classifier in a folder of its own.
    private static string Source(VerbRun run)
    {
        string name = run.Value(Model) ?? BuiltInEncoders.Names.First();
        return Directory.Exists(name) ? ModelFolder.Within(name) ?? name : name;
    }

    private static EmbedderOptions Choices(VerbRun run) => new()
    {
        Pooling = Poolings.TryGetValue(run.Value(Pooling)!, out var pooling) ? pooling : null,
        MaxTokens = run.Value(MaxTokens),
        Precision = PrecisionArguments.Of(run),
        Normalize = run.Value(Normalize) switch { On => true, Off => false, _ => null },
    };
}
