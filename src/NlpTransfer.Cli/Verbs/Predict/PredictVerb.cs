using System.CommandLine;
using NlpTransfer.Classifiers;
using NlpTransfer.Data;
using NlpTransfer.Training;

namespace NlpTransfer.Cli.Verbs.Predict;

/// <summary>Labels texts with a saved classifier.</summary>
internal sealed class PredictVerb : Verb
{
    /// <summary>What is typed.</summary>
    public const string Word = "predict";

    /// <summary>What it does, in one line.</summary>
    public const string Summary = "labels texts by a saved classifier or by described labels, with probabilities";

    private static readonly Argument<string[]> Texts = new("texts")
    {
        Description = "texts (or, of a classifier of pictures, files) to label; none reads --data, --corpus, or standard input, one text a line",
        HelpName = "TEXT...",
        Arity = ArgumentArity.ZeroOrMore,
    };

    private static readonly Option<bool> Csv = Typed.Switch("--csv", "CSV with a header: text, label, p_<class>...");
    private static readonly Option<bool> JsonLines = Typed.Switch("--jsonl", "one JSON object a line, as soon as each is known");

    public PredictVerb(Terminal terminal) : base(Word, Summary, terminal)
    {
        Arguments.Add(Texts);
        Add(new OptionGroup("Classifier", [ModelFolder.Option, PrecisionArguments.Option]));
        Add(ZeroShotArguments.Group);
        Add(new OptionGroup("Format", [Csv, JsonLines, ExplainOption.Option]));
        Add(DataArguments.ForReading);
        Add(LongTextArguments.Group);
        Add(ImagePredictions.Group);
        Add(CommonOptions.Compute);
    }

    public override string Details =>
        "Predictions go to standard output in the order of the input: a table, or CSV, JSON Lines, or one JSON document with --json. "
        + "A classifier that gives several labels lists those that reach their thresholds; one that abstains (train --abstain) gives none where it is not sure. Standard input is answered as it arrives. With --zero-shot there is no classifier: labels are described in words, and a text gets the label "
        + "whose description it is nearest to. Put -- before texts that begin with two dashes.";

    public override IReadOnlyList<(string Command, string Meaning)> Examples =>
    [
        ("nlp-transfer predict --model runs/quickstart \"You have won 1,000,000 dollars\" \"Lunch at noon?\"", "two texts"),
        ("nlp-transfer predict --model runs/quickstart --jsonl < lines.txt", "each line of a file, one JSON object each"),
        ("nlp-transfer predict --zero-shot \"sports: matches\" --zero-shot \"business: markets\" \"Shares fell\"", "no classifier, labels in words"),
        ("nlp-transfer predict --model runs/quickstart --explain \"You have won 1,000,000 dollars\"", "which words made it spam"),
        ("nlp-transfer predict --model runs/pictures holiday/*.jpg --explain why", "pictures, and what the network looked at"),
        ("nlp-transfer predict --model runs/quickstart --data new.csv --csv > labelled.csv", "a table in, a table out"),
    ];

    public override IEnumerable<string> Faults(ParseResult arguments)
    {
        bool[] formats = [arguments.GetValue(Csv), arguments.GetValue(JsonLines), arguments.GetValue(CommonOptions.Json)];
        if (formats.Count(chosen => chosen) > 1)
            yield return "--csv, --jsonl and --json exclude each other; give one of them.";
        bool data = arguments.GetValue(DataArguments.Data) is not null || arguments.GetValue(DataArguments.Corpus) is not null;
        if (data && arguments.GetValue(Texts) is { Length: > 0 })
            yield return "predict takes texts, or --data, not both.";
        foreach (string fault in LongTextArguments.Faults(arguments).Concat(ZeroShotArguments.Faults(arguments)))
            yield return fault;
    }

    protected override async Task<int> RunAsync(VerbRun run)
    {
        if (ZeroShotArguments.AreGiven(run.Arguments))
            return await PredictZeroShotAsync(run);
        string folder = ModelFolder.Find(run);
        if (ImageClassifier.IsSavedIn(folder))
            return PredictPictures(run, folder);
        CheckExplanation(run);
        using var classifier = TextClassifier.Load(folder, Compute.Apply(run));
        PrecisionArguments.Apply(run, classifier);
        bool several = classifier.Rule.Problem == ProblemType.MultiLabel;
        var writer = Writer(run, classifier.LabelNames, several);
        await foreach (var chunk in TextInput.ReadAsync(run, ExplainOption.Texts(run, Texts)))
            foreach (var (example, prediction) in chunk.Zip(classifier.Predict(chunk, LongTextArguments.Of(run), run.Stop)))
                writer.Write(new PredictionRow(example.Text, prediction.Label, prediction.Probabilities)
                {
                    Labels = several ? prediction.Labels : null,
                    IsAbstained = classifier.Rule.AbstainBelow > 0 ? prediction.IsAbstained : null,
                    Explanation = ExplainOption.IsGiven(run) ? classifier.Explain(example.Text, cancellation: run.Stop) : null,
                });
        writer.Finish();
        return ExitCode.Done;
    }

    private static async Task<int> PredictZeroShotAsync(VerbRun run)
    {
        PrecisionArguments.Refuse(run, "labels in words");
        if (ExplainOption.IsGiven(run))
            throw new UsageException("--explain is for classifiers; labels in words have none.");
        await ZeroShotArguments.UseAsync(run, async classifier =>
        {
            var writer = Writer(run, classifier.LabelNames, several: false);
            await foreach (var chunk in TextInput.ReadAsync(run, Texts))
                foreach (var (example, prediction) in chunk.Zip(classifier.Predict(chunk, run.Stop)))
                    writer.Write(new PredictionRow(example.Text, prediction.Label, prediction.Probabilities));
            writer.Finish();
        });
        return ExitCode.Done;
    }

    private static void CheckExplanation(VerbRun run)
    {
        if (!ExplainOption.IsGiven(run))
            return;
        if (run.Value(Csv))
            throw new UsageException("--explain has no place in --csv; use --json, --jsonl, or the table.");
        if (LongTextArguments.Of(run).Long != LongTexts.Truncate)
            throw new UsageException("--explain reads a text's beginning; leave out --long.");
        bool data = run.Value(DataArguments.Data) is not null || run.Value(DataArguments.Corpus) is not null;
        if (data && run.Value(ExplainOption.Option) is not null)
            throw new UsageException("predict takes texts, or --data, not both.");
    }

    private static int PredictPictures(VerbRun run, string folder)
    {
        PrecisionArguments.Refuse(run, "pictures");
        using var classifier = ImageClassifier.Load(folder, Compute.Apply(run));
        var writer = Writer(run, classifier.LabelNames, several: false, ImagePredictions.Column);
        foreach (var row in new ImagePredictions(run, classifier).Rows(run.Value(Texts) ?? []))
            writer.Write(row);
        writer.Finish();
        return ExitCode.Done;
    }

    private static IPredictionWriter Writer(VerbRun run, IReadOnlyList<string> labels, bool several, string what = "text") =>
        run.Value(Csv) ? new CsvPredictions(run.Terminal.Output, labels, what)
        : run.Json || run.Value(JsonLines) ? new JsonPredictions(run.Terminal.Output, labels, run.Value(JsonLines), what)
        : new TablePredictions(run.Terminal, labels, several, what);
}
