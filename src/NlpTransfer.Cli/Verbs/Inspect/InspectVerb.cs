using System.CommandLine;
using NlpTransfer.Checkpoints;
using NlpTransfer.Data;

namespace NlpTransfer.Cli.Verbs.Inspect;

/// <summary>Says what a weight file, a vector file or a classifier's folder holds.</summary>
internal sealed class InspectVerb : Verb
{
    /// <summary>What is typed.</summary>
    public const string Word = "inspect";

    /// <summary>What it does, in one line.</summary>
    public const string Summary = "says what a weight file, a vector file or a classifier's folder holds";

    private static readonly Argument<string?> Target = new("path")
    {
        Description = "weights (.safetensors, an .index.json over shards, or PyTorch's .bin, .pt, .pth), a file of word vectors in any format, or the folder of a saved classifier",
        HelpName = "PATH",
        Arity = ArgumentArity.ZeroOrOne,
    };

    public InspectVerb(Terminal terminal) : base(Word, Summary, terminal)
    {
        Arguments.Add(Target);
        Add(DataArguments.ForReading);
        Add(CommonOptions.Output);
    }

    public override string Details => "What it is, is found from the content, not from the name. Nothing in a file is executed. "
        + "With --data or --corpus a vector file is held against the words of these texts: how many of them it knows, and which frequent ones it lacks.";

    public override IReadOnlyList<(string Command, string Meaning)> Examples =>
    [
        ("nlp-transfer inspect runs/quickstart", "labels, training, figures, tensors"),
        ("nlp-transfer inspect model.safetensors --json", "names, types and shapes for a script"),
        ("nlp-transfer inspect pytorch_model.bin", "the same of PyTorch's own format, without executing it"),
        ("nlp-transfer inspect embeddings/glove-100d-sample.vectors", "how many words of how many dimensions"),
        ("nlp-transfer inspect embeddings/glove-100d-sample.vectors --corpus topic", "and how much of a corpus they know"),
    ];

    public override IEnumerable<string> Faults(ParseResult arguments) =>
        arguments.GetValue(Target) is null ? ["inspect needs a path: nlp-transfer inspect PATH."] : [];

    protected override async Task<int> RunAsync(VerbRun run)
    {
        string path = VerbRun.Existing("inspect", run.Value(Target)!);
        TextDataset? texts = run.Value(DataArguments.Data) is null && run.Value(DataArguments.Corpus) is null
            ? null
            : await DataArguments.LoadSourceAsync(run, DataArguments.Options(run, labels: false));
        object summary = Read(path, texts, run.Stop);
        if (run.Json)
            JsonOutput.WriteDocument(run.Terminal.Output, summary);
        else
            new InspectText(run.Terminal.Output).Write(summary);
        return ExitCode.Done;
    }

    private static object Read(string path, TextDataset? texts, CancellationToken stop)
    {
        if (File.Exists(path) && WeightFile.Detect(path) is null)
            return VectorSummary.Read(path, texts, stop);
        if (texts is not null)
            throw new UsageException($"inspect: --data and --corpus are for word vectors; '{path}' holds none.");
        if (File.Exists(path))
            return WeightSummary.Read(path);
        return ModelFolder.Within(path) is { } folder
            ? ClassifierSummary.Read(folder)
            : throw new UsageException($"inspect: the folder '{path}' is no saved classifier (no config.json in it or in its folder {ModelFolder.InRun}); name a file in it.");
    }
}
