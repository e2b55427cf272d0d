using System.CommandLine;
using NlpTransfer.Classifiers;
using NlpTransfer.Cli.Verbs.Train;
using NlpTransfer.Data;
using NlpTransfer.Embeddings;
using NlpTransfer.FineTuning;

namespace NlpTransfer.Cli.Verbs.Schedule;

/// <summary>Draws what trains when.</summary>
internal sealed class ScheduleVerb : Verb
{
    /// <summary>What is typed.</summary>
    public const string Word = "schedule";

    /// <summary>What it does, in one line.</summary>
    public const string Summary = "draws what trains when: groups, epochs and rates";

    private const string SampleVectors = "glove-100d-sample";

    private static readonly Option<int?> ExampleCount = Typed.Integer("--examples", 1, "training examples; turns phases in steps into epochs");
    private static readonly Option<string?> Write = Typed.Text("--write", "FILE", "also write the schedule as a file, .yaml or .json, to be changed and given to --schedule");

    public ScheduleVerb(Terminal terminal) : base(Word, Summary, terminal)
    {
        Add(new OptionGroup("Model", [ModelFolder.Option, BackboneChoice.Option]));
        Add(new OptionGroup("Schedule", [ScheduleChoice.Option, ScheduleChoice.Epochs, .. TransferArguments.All, ExampleCount, Write, TrainingSettings.Table.Option]));
        Add(CommonOptions.Output);
    }

    public override string Details =>
        "Each cell is the highest learning rate of that group in that epoch; a dot is a frozen group. Phases that end when the "
        + "validation metric stops improving are drawn at their longest. Over word vectors the table of embeddings grows with the words of "
        + "your data; it is counted for two words here.";

    public override IReadOnlyList<(string Key, string Meaning)> SettingKeys => TrainingSettings.Table.Help;

    public override IReadOnlyList<(string Command, string Meaning)> Examples =>
    [
        ("nlp-transfer schedule --backbone minilm --schedule gradual-unfreezing", "one group more each epoch"),
        ("nlp-transfer schedule --backbone resnet18 --schedule last-groups", "the same over an image network"),
        ("nlp-transfer schedule --model runs/topic --schedule mine.yaml --json", "your own schedule over a saved classifier"),
        ("nlp-transfer schedule --schedule freeze-then-unfreeze --write mine.yaml", "a preset as a file to start from"),
    ];

    protected override async Task<int> RunAsync(VerbRun run)
    {
        if (run.Value(ModelFolder.Option) is not null && run.Value(BackboneChoice.Option) is not null)
            throw new UsageException("--model and --backbone exclude each other; give one of them.");
        if (ScheduleChoice.IsRecommended(run) || ScheduleChoice.IsTried(run))
            throw new UsageException($"--schedule {run.Value(ScheduleChoice.Option)} needs data to choose by; 'train' has it and says what it chose.");
        var settings = BackboneChoice.Settings(run);
        settings = settings with { Training = settings.Training with { Schedule = ScheduleChoice.Of(run, settings.Training.Schedule) } };
        settings = TransferArguments.Apply(run, settings);
        settings = TrainingSettings.Table.Apply(settings, run.Value(TrainingSettings.Table.Option));
        OptionsException.ThrowIfAny(Word, [.. settings.Training.Validate().Select(TrainingSettings.Table.InOurWords)]);
        var training = settings.Training;
        double? steps = run.Value(ExampleCount) is { } examples ? Math.Ceiling((double)examples / training.BatchSize) : null;
        var plan = SchedulePlan.Of(training.Schedule, await OutlineAsync(run, settings), training.LearningRate, training.LearningRates, steps);
        if (run.Value(Write) is { } path)
        {
            ScheduleFile.Write(path, training.Schedule);
            run.Terminal.Error.WriteLine($"{path} holds the schedule {training.Schedule.Name}.");
        }
        new PlanDrawing(run, plan, training.LearningRate).Write();
        return ExitCode.Done;
    }

    private static async Task<IReadOnlyList<GroupOutline>> OutlineAsync(VerbRun run, TrainingSettings settings)
    {
        string? folder = run.Value(ModelFolder.Option) is null ? null : ModelFolder.Find(run);
        if (folder is not null ? ImageClassifier.IsSavedIn(folder) : settings.Image is not null)
        {
            using var pictures = folder is not null ? ImageClassifier.Load(folder) : settings.Image!.Create(["a", "b"], settings, TorchSharp.torch.CPU);
            return GroupOutline.Of(pictures.Model.LayerGroups, settings.Training.FreezeParameters);
        }

        using var classifier = folder is not null ? TextClassifier.Load(folder) : await UntrainedAsync(run, settings);
        return GroupOutline.Of(classifier.Model.LayerGroups, settings.Training.FreezeParameters);
    }

    // What a model's groups are does not depend on the data; only the table of words does.
    private static async Task<TextClassifier> UntrainedAsync(VerbRun run, TrainingSettings settings)
    {
        var data = TextDataset.Create([Example("a", 1), Example("b", 2)]);
        using var vectors = settings.Encoder is null ? WordVectors.Open(await new Fetch(run.Terminal, offline: true).GetAsync(SampleVectors, run.Stop), null, run.Stop) : null;
        return settings.Build(data, vectors, TorchSharp.torch.CPU, run.Stop);
    }

    private static TextExample Example(string label, long row) => new("the a", null, [label], null, new("none", row));
}
