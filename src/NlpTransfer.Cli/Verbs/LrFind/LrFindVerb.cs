using System.CommandLine;
using System.Globalization;
using NlpTransfer.Classifiers;
using NlpTransfer.Cli.Verbs.Train;
using NlpTransfer.Training;

namespace NlpTransfer.Cli.Verbs.LrFind;

/// <summary>Tries rising learning rates and draws the losses.</summary>
internal sealed class LrFindVerb : Verb
{
    /// <summary>What is typed.</summary>
    public const string Word = "lr-find";

    /// <summary>What it does, in one line.</summary>
    public const string Summary = "tries rising learning rates for a few steps and draws the losses";

    private static readonly RateSearchOptions Default = new();
    private static readonly Option<int?> Steps = Typed.Integer("--steps", 10, $"rates to try, one a step (default {Default.Steps})");
    private static readonly Option<int?> Phase = Typed.Integer("--phase", 1, "phase of the schedule whose groups train (default 1)");
    private static readonly Option<string?> From = Typed.Text("--from", "RATE", "lowest rate (default 1e-6)");
    private static readonly Option<string?> To = Typed.Text("--to", "RATE", "highest rate (default 1)");
    private static readonly Option<string?> Plot = Typed.Text("--plot", "FILE", "also draw the curve into an SVG file");

    public LrFindVerb(Terminal terminal) : base(Word, Summary, terminal)
    {
        Add(DataArguments.ForTraining);
        Add(new OptionGroup("Model", [ModelFolder.Option, BackboneChoice.Option, VectorSource.Option, ScheduleChoice.Option, .. TransferArguments.All, TrainingSettings.Table.Option]));
        Add(ImageBackboneChoice.Group);
        Add(new OptionGroup("Range", [From, To, Steps, Phase, Plot]));
        Add(CommonOptions.Compute);
    }

    public override string Details =>
        "Each step trains one batch at a higher rate than the one before (Smith 2017). Train at the rate where the loss falls fastest: --set "
        + "learning-rate=RATE. Where it is lowest, it is about to rise. Nothing is saved; a --model keeps its weights to the bit.";

    public override IReadOnlyList<(string Key, string Meaning)> SettingKeys => TrainingSettings.Table.Help;

    public override IReadOnlyList<(string Command, string Meaning)> Examples =>
    [
        ("nlp-transfer lr-find --corpus topic --backbone minilm --plot rates.svg", "a rate for the whole encoder"),
        ("nlp-transfer lr-find --corpus topic --schedule freeze-then-unfreeze --phase 2", "a rate for what the second phase trains"),
        ("nlp-transfer lr-find --backbone resnet18:resnet18.pth --data pictures --schedule full-fine-tuning", "over pictures"),
        ("nlp-transfer lr-find --model runs/topic --corpus topic --json", "over a saved classifier, for a script"),
    ];

    protected override async Task<int> RunAsync(VerbRun run)
    {
        if (run.Value(ModelFolder.Option) is not null && run.Value(BackboneChoice.Option) is not null)
            throw new UsageException("--model and --backbone exclude each other; give one of them.");
        if (ScheduleChoice.IsRecommended(run) || ScheduleChoice.IsTried(run))
            throw new UsageException($"--schedule {run.Value(ScheduleChoice.Option)} is chosen by 'train'; name the schedule that it chose.");
        var range = new RateSearchOptions { Lowest = Rate(run, From, Default.Lowest), Highest = Rate(run, To, Default.Highest), Steps = run.Value(Steps) ?? Default.Steps, Phase = run.Value(Phase) ?? 1 };
        OptionsException.ThrowIfAny(Word, range.Validate());
        var settings = TrainVerb.Settings(run);
        string? model = run.Value(ModelFolder.Option) is null ? null : ModelFolder.Find(run);
        bool isOfPictures = model is null ? settings.Image is not null : ImageClassifier.IsSavedIn(model);
        Write(run, isOfPictures ? OverPictures(run, settings, range, model) : await OverTextsAsync(run, settings, range, model));
        return ExitCode.Done;
    }

    private static RateCurve OverPictures(VerbRun run, TrainingSettings settings, RateSearchOptions range, string? model)
    {
        var (device, stages) = (Compute.Apply(run), new Stages(run.Terminal));
        var parts = settings.Sampled(stages.Run("data", () => ImageArguments.LoadParts(run, settings.Split), ImageArguments.Describe), run.Seed);
        using var classifier = stages.Run("model", () => model is null ? settings.Image!.Create(parts.Train.LabelNames, settings, device) : ImageClassifier.Load(model, device), found => found.Description);
        return stages.Run("rates", () => classifier.FindLearningRate(parts.Train, settings.Training, range, settings.Image?.Augmentation, run.Stop), found => $"{found.Points.Count} steps");
    }

    private static async Task<RateCurve> OverTextsAsync(VerbRun run, TrainingSettings settings, RateSearchOptions range, string? model)
    {
        var (device, stages) = (Compute.Apply(run), new Stages(run.Terminal));
        var parts = settings.Sampled(await stages.RunAsync("data", () => DataParts.LoadAsync(run, settings.Split), DataParts.Describe), run.Seed);
        using var vectors = model is not null || settings.Encoder is not null ? null : await stages.RunAsync("vectors", () => VectorSource.OpenAsync(run), VectorSource.Describe);
        using var classifier = stages.Run("model", () => model is null ? settings.Build(parts.Train, vectors, device, run.Stop) : TextClassifier.Load(model, device), found => found.Description);
        return stages.Run("rates", () => classifier.FindLearningRate(parts.Train, settings.Training, range, run.Stop), found => $"{found.Points.Count} steps");
    }

    private static void Write(VerbRun run, RateCurve curve)
    {
        if (run.Value(Plot) is { } file)
            File.WriteAllText(file, RatePlot.Svg(curve));
        if (run.Json)
        {
            JsonOutput.WriteDocument(run.Terminal.Output, new { curve.Steepest, curve.Lowest, curve.Points });
            return;
        }

        run.Terminal.Output.Write(RatePlot.Text(curve, run.Terminal.Width));
        run.Terminal.Output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"falls fastest at {curve.Steepest:0.0e+0}, is lowest at {curve.Lowest:0.0e+0}; try --set learning-rate={curve.Steepest:0.0e+0}"));
    }

    private static double Rate(VerbRun run, Option<string?> option, double fallback) => run.Value(option) is not { } text ? fallback
        : double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out double rate) ? rate
        : throw new UsageException($"{option.Name} must be a number such as 1e-5, was '{text}'.");
}
