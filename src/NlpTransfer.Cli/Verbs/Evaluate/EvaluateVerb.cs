using System.CommandLine;
using System.Globalization;
using NlpTransfer.Classifiers;
using NlpTransfer.Cli.Reports;
using NlpTransfer.Training;

namespace NlpTransfer.Cli.Verbs.Evaluate;

/// <summary>Measures a saved classifier on labelled data.</summary>
internal sealed class EvaluateVerb : Verb
{
    /// <summary>What is typed.</summary>
    public const string Word = "evaluate";

    /// <summary>What it does, in one line.</summary>
    public const string Summary = "measures a saved classifier on labelled data";

    private static readonly System.CommandLine.Option<string?> Predictions = Typed.Text("--predictions", "FILE", "write what was predicted for each example, a JSON line each, without its text");

    private static readonly Option<string?> Mistakes = Typed.Text("--mistakes", "FILE", "a .png or .jpg with the pictures that are wrong, the worst first, row by row; they are listed too");

    public EvaluateVerb(Terminal terminal) : base(Word, Summary, terminal)
    {
        Add(new OptionGroup("Classifier", [ModelFolder.Option, PrecisionArguments.Option]));
        Add(ZeroShotArguments.Group);
        Add(DataArguments.ForReading);
        Add(LongTextArguments.Group);
        Add(new OptionGroup(ImageArguments.ForReading.Title, [.. ImageArguments.ForReading.Options, Mistakes]));
        Add(new OptionGroup("Result", [Predictions]));
        Add(CommonOptions.Compute);
    }

    public override string Details =>
        "Prints n, loss, accuracy, macro_f1, weighted_f1, mcc, ece, brier, auroc, average_precision, per_class and confusion as JSON "
        + "to standard output when that is a file or a pipe, or with --json; tables for people go to standard error. "
        + "AUROC and average precision are there for two classes; rows of the confusion matrix are true classes. Of a classifier that gives several labels, accuracy is "
        + "the share of texts with exactly their labels, micro_f1 is added, and per_class has each label's average_precision and threshold.";

    public override IReadOnlyList<(string Command, string Meaning)> Examples =>
    [
        ("nlp-transfer evaluate --model runs/quickstart --data mails.csv", "tables for people"),
        ("nlp-transfer evaluate --model runs/quickstart --data mails.csv --json | jq .macro_f1", "one figure for a script"),
        ("nlp-transfer evaluate --model my-model --data test.csv --label-separator ';'", "several labels a text"),
        ("nlp-transfer evaluate --corpus sentiment --zero-shot positive --zero-shot \"negative: bad, disappointing\"", "labels in words, without a classifier"),
        ("nlp-transfer evaluate --model runs/pictures --data folder", "a classifier of pictures: one folder a class"),
        ("nlp-transfer evaluate --model my-model --data test.tsv --text-column body --label-column class", "other column names"),
    ];

    public override IEnumerable<string> Faults(ParseResult arguments) => LongTextArguments.Faults(arguments).Concat(ZeroShotArguments.Faults(arguments));

    protected override async Task<int> RunAsync(VerbRun run)
    {
        if (ZeroShotArguments.AreGiven(run.Arguments))
            return await OnDescriptionsAsync(run);
        string folder = ModelFolder.Find(run);
        if (ImageClassifier.IsSavedIn(folder))
            return run.Value(Predictions) is null ? OnPictures(run, folder) : throw new UsageException("--predictions is for texts; 'predict --jsonl' writes those of pictures.");
        if (run.Value(Mistakes) is not null)
            throw new UsageException("--mistakes is for classifiers of pictures; this one is of texts.");
        using var classifier = TextClassifier.Load(folder, Compute.Apply(run));
        PrecisionArguments.Apply(run, classifier);
        // A label that the classifier does not know is an error with its file and row.
        var options = DataArguments.Options(run) with { LabelNames = classifier.LabelNames };
        if (classifier.Rule.Problem == ProblemType.SingleLabel && options.LabelSeparator is not null)
            throw new UsageException("--label-separator is for classifiers that give several labels; this one gives one.");
        var data = await DataArguments.LoadSourceAsync(run, options);
        var reading = LongTextArguments.Of(run);
        var metrics = classifier.Evaluate(data, reading, run.Stop);
        if (run.Value(Predictions) is { } file)
            PredictionFile.Write(file, data, classifier.Predict(data, reading, run.Stop), classifier.LabelNames);
        Write(run, folder, metrics);
        return ExitCode.Done;
    }

    private static async Task<int> OnDescriptionsAsync(VerbRun run)
    {
        PrecisionArguments.Refuse(run, "labels in words");
        if (run.Value(Mistakes) is not null)
            throw new UsageException("--mistakes is for classifiers of pictures; these labels are of texts.");
        await ZeroShotArguments.UseAsync(run, async classifier =>
        {
            var data = await DataArguments.LoadSourceAsync(run, DataArguments.Options(run) with { LabelNames = classifier.LabelNames });
            Write(run, "labels in words", classifier.Evaluate(data, run.Stop));
            if (run.Value(Predictions) is { } file)
                PredictionFile.Write(file, data, classifier.Predict(data, run.Stop), classifier.LabelNames);
        });
        return ExitCode.Done;
    }

    private static int OnPictures(VerbRun run, string folder)
    {
        PrecisionArguments.Refuse(run, "pictures");
        using var classifier = ImageClassifier.Load(folder, Compute.Apply(run));
        var data = ImageArguments.LoadSource(run, classifier.LabelNames);
        Write(run, folder, classifier.Evaluate(data, run.Stop));
        if (run.Value(Mistakes) is { } sheet)
            WriteMistakes(run, classifier.WorstMistakes(data, cancellation: run.Stop), classifier, sheet);
        return ExitCode.Done;
    }

    private static void WriteMistakes(VerbRun run, IReadOnlyList<ImageMistake> mistakes, ImageClassifier classifier, string path)
    {
        if (mistakes.Count > 0)
            classifier.WriteContactSheet(mistakes.Select(mistake => mistake.Example.Content), path);
        run.Terminal.Error.WriteLine(mistakes.Count == 0 ? "No picture is wrong; there is nothing to show." : $"The worst mistakes, row by row in {path}:");
        foreach (var (example, prediction) in mistakes)
            run.Terminal.Error.WriteLine(string.Create(CultureInfo.InvariantCulture, $"  {example.Source.File}: is {example.Label}, labelled {prediction.Label} ({prediction.Probability:0.00})"));
    }

    private static void Write(VerbRun run, string folder, ClassificationMetrics metrics)
    {
        if (!run.Json)
        {
            run.Terminal.WriteError(MetricsReport.Comparison([(folder, metrics)]));
            MetricsReport.WriteDetails(run.Terminal, metrics);
        }

        if (run.Json || run.Terminal.OutputRedirected)
            run.Terminal.Output.WriteLine(metrics.ToJson());
    }
}
