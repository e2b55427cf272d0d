using System.CommandLine;
using System.Globalization;
using NlpTransfer.Classifiers;
using NlpTransfer.Cli.Reports;
using NlpTransfer.Data;
using NlpTransfer.Training;

namespace NlpTransfer.Cli.Verbs.Train;

/// <summary>Trains a classifier on labelled text and saves it.</summary>
internal sealed class TrainVerb : Verb
{
    /// <summary>What is typed.</summary>
    public const string Word = "train";

    /// <summary>What it does, in one line.</summary>
    public const string Summary = "trains a classifier on labelled text, measures it and saves it";

    public TrainVerb(Terminal terminal) : base(Word, Summary, terminal)
    {
        Add(DataArguments.ForTraining);
        Add(new OptionGroup("Model", [BackboneChoice.Option, VectorSource.Option, ScheduleChoice.Option, ScheduleChoice.Epochs, TrainingSettings.Table.Option]));
        Add(new OptionGroup("Result", [RunFolder.Out, RunFolder.Overwrite]));
        Add(CommonOptions.Compute);
    }

    public override string Details =>
        "What --validation and --test do not give is split off --data: stratified, seeded, near-duplicates on one side. "
        + "The weights that do best on the validation part are kept; the figures are those of the test part. "
        + "Ctrl+C stops after the step at hand.";

    public override IReadOnlyList<(string Key, string Meaning)> SettingKeys => TrainingSettings.Table.Help;

    public override IReadOnlyList<(string Command, string Meaning)> Examples =>
    [
        ("nlp-transfer train --corpus sentiment --out runs/sentiment", "a small corpus that comes with the program"),
        ("nlp-transfer train --corpus topic --backbone minilm", "the built-in encoder instead of word vectors"),
        ("nlp-transfer train --data mails.csv --text-column body --label-column class", "your own data"),
        ("nlp-transfer train --data a.tsv --test b.tsv --backbone mean --epochs 10 --set learning-rate=0.01", "other choices"),
    ];

    protected override async Task<int> RunAsync(VerbRun run)
    {
        var settings = Settings(run);
        string folder = RunFolder.Choose(run, $"train-{BackboneChoice.Name(run)}");
        var device = Compute.Apply(run);
        var stages = new Stages(run.Terminal);
        var parts = await stages.RunAsync("data", () => DataParts.LoadAsync(run, settings.Split), DataParts.Describe);
        Directory.CreateDirectory(folder); // now, so that a place that cannot be written is known before an hour's training
        using var vectors = settings.Encoder is not null ? null : await stages.RunAsync("vectors", () => VectorSource.OpenAsync(run), VectorSource.Describe);
        using var classifier = stages.Run("model", () => settings.Build(parts.Train, vectors, device, run.Stop), Describe);
        var result = stages.Run("training", () => classifier.Train(parts.Train, parts.Validation, settings.Training, [new TrainingDisplay(run.Terminal)], run.Stop), Describe);
        var test = parts.Test.Count == 0 ? null : stages.Run("test", () => classifier.Evaluate(parts.Test, run.Stop), metrics => $"{metrics.N:N0} texts");
        if (test is not null)
            classifier.Metrics["test"] = test;
        string model = Path.Combine(folder, ModelFolder.InRun);
        stages.Run("saving", () => { classifier.Save(model); return model; }, path => path);
        new TrainReport(run, model, result, test, stages).Write();
        return ExitCode.Done;
    }

    private static TrainingSettings Settings(VerbRun run)
    {
        var settings = BackboneChoice.Settings(run);
        settings = settings with
        {
            Training = settings.Training with { Seed = run.Seed, Schedule = ScheduleChoice.Of(run, settings.Training.Schedule) },
            Split = new SplitOptions { Seed = run.Seed },
        };
        settings = TrainingSettings.Table.Apply(settings, run.Value(TrainingSettings.Table.Option));
        OptionsException.ThrowIfAny("train", [.. settings.Validate().Select(TrainingSettings.Table.InOurWords)]);
        if (settings.Encoder is null)
            VectorSource.Check(run);
        return settings;
    }

    private static string Describe(TextClassifier classifier) => classifier.Coverage is { } coverage
        ? string.Create(CultureInfo.InvariantCulture, $"{classifier.LabelNames.Count} labels; {coverage.TokenShare:0.0 %} of the running words have a vector")
        : $"{classifier.LabelNames.Count} labels; {classifier.Description}";

    private static string Describe(TrainingResult result) => result.BestEpoch is { } best
        ? $"{result.Steps:N0} steps; the weights are those of epoch {best}"
        : $"{result.Steps:N0} steps";
}
