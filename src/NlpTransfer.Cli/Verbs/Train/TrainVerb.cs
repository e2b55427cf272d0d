using NlpTransfer.Data;
using NlpTransfer.Experiments;
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
        Add(new OptionGroup("Model", [TaskChoice.Option, FewShotChoice.Option, BackboneChoice.Option, VectorSource.Option, ScheduleChoice.Option, ScheduleChoice.Epochs, .. TransferArguments.All, TrainingSettings.Table.Option]));
        Add(ImageBackboneChoice.Group);
        Add(TeacherChoice.Group);
        Add(TaskDataChoice.Group);
        Add(DecisionChoice.Group);
        Add(CacheChoice.Group);
        Add(new OptionGroup("Result", [RunFolder.Out, RunFolder.Overwrite, LoraChoice.Merge]));
        Add(CommonOptions.Compute);
    }

    public override string Details =>
        "What --validation and --test do not give is split off --data: stratified, seeded, near-duplicates on one side. "
        + "The weights that do best on the validation part are kept; the figures are those of the test part. "
        + "On the validation part too the temperature of --calibrate and the thresholds are chosen; they are saved with the classifier, and predict and evaluate go by them. "
        + "What was predicted for each example of both parts is in the run's folder, predictions/validation.jsonl and test.jsonl; report.html there shows it all on one page. "
        + "Ctrl+C stops after the step at hand; 'nlp-transfer resume' goes on from there, as after a crash.";

    public override IReadOnlyList<(string Key, string Meaning)> SettingKeys => TrainingSettings.Table.Help;

    public override IReadOnlyList<(string Command, string Meaning)> Examples =>
    [
        ("nlp-transfer train --corpus sentiment --out runs/sentiment", "a small corpus that comes with the program"),
        ("nlp-transfer train --task spam --data mails.csv", "what suits spam: the top of each mail, a threshold for F1, calibrated"),
        ("nlp-transfer train --corpus topic --backbone minilm", "the built-in encoder instead of word vectors"),
        ("nlp-transfer train --corpus topic --backbone minilm --lora 8", "adapters of 0.3 % of its size, saved beside its name"),
        ("nlp-transfer train --data few.csv --teacher runs/minilm --unlabelled many.csv", "a small, fast student of an encoder, on texts that nobody labelled"),
        ("nlp-transfer train --backbone minilm --task-data topic=topics.csv --task-data mood=reviews.csv", "one encoder, two tasks, a classifier of each"),
        ("nlp-transfer train --few-shot --backbone minilm --data eight-each.csv --test more.csv", "a handful of examples a label"),
        ("nlp-transfer train --data mails.csv --text-column body --label-column class", "your own data"),
        ("nlp-transfer train --data places.csv --label-separator ';'", "several labels a text, in one column"),
        ("nlp-transfer train --corpus sms-spam --optimise recall@precision=0.99 --calibrate on", "as much spam as can be found with 1 % of false alarms"),
        ("nlp-transfer train --data mine.csv --backbone classifier:runs/topic --freeze 'embeddings.*' --head-layers 64", "on a classifier of other labels"),
        ("nlp-transfer train --backbone resnet18:resnet18.pth --data pictures", "pictures, one folder a class, on published weights"),
        ("nlp-transfer train --data a.tsv --test b.tsv --backbone mean --epochs 10 --set learning-rate=0.01", "other choices"),
    ];

    protected override Task<int> RunAsync(VerbRun run)
    {
        var settings = Settings(run);
        string folder = RunFolder.Choose(run, $"train-{BackboneChoice.Name(run)}");
        return RunAsync(run, settings, () =>
        {
            var created = TrainingRunFolder.Create(folder, settings.Checkpoints, run.Value(RunFolder.Overwrite), run.Terminal.Clock);
            var command = TrainCommand.Save(run.Arguments);
            created.Describe(new() { [TrainCommand.Section] = command.DeepClone(), [RunFacts.Commit] = RunFacts.CommitOf(Environment.CurrentDirectory) });
            ResolvedFile.Write(folder, command);
            return created;
        });
    }

    /// <summary>Begins or continues a training over texts or over pictures.</summary>
    public static Task<int> RunAsync(VerbRun run, TrainingSettings settings, Func<TrainingRunFolder> open) =>
        TaskDataChoice.IsUsed(run) ? Task.FromResult(new MultiTaskJob(run, settings).Run(open)) :
        settings.Image is null ? new TrainJob(run, settings).RunAsync(open) : Task.FromResult(new ImageTrainJob(run, settings).Run(open));

    /// <summary>All that was typed about the training, checked.</summary>
    /// <exception cref="UsageException">Something cannot be.</exception>
    public static TrainingSettings Settings(VerbRun run)
    {
        var settings = TaskChoice.Apply(run, BackboneChoice.Settings(run), run.IsTyped(BackboneChoice.Option));
        settings = FewShotChoice.Apply(run, settings);
        settings = settings with
        {
            Training = settings.Training with { Seed = run.Seed, Schedule = ScheduleChoice.Of(run, settings.Training.Schedule), Decisions = DecisionChoice.Of(run, settings.Training.Decisions) },
            Split = settings.Split with { Seed = run.Seed },
        };
        settings = CacheChoice.Apply(run, TransferArguments.Apply(run, settings));
        settings = TrainingSettings.Table.Apply(settings, run.Value(TrainingSettings.Table.Option));
        OptionsException.ThrowIfAny("train", [.. settings.Validate().Select(TrainingSettings.Table.InOurWords)]);
        if (settings is { Encoder: null, Image: null })
            VectorSource.Check(run);
        TeacherChoice.Check(run, settings);
        TaskDataChoice.Check(run, settings);
        return settings;
    }
}
