using System.CommandLine;
using System.Globalization;
using NlpTransfer.Classifiers;
using NlpTransfer.Cli.Verbs.Train;
using NlpTransfer.Training;

namespace NlpTransfer.Cli.Verbs.Adapt;

/// <summary>Continues an encoder's pretraining on unlabelled text.</summary>
internal sealed class AdaptVerb : Verb
{
    /// <summary>What is typed.</summary>
    public const string Word = "adapt";

    /// <summary>What it does, in one line.</summary>
    public const string Summary = "continues an encoder's pretraining on unlabelled text of your domain";

    private static readonly Option<string?> Backbone = Typed.Text(BackboneChoice.Option.Name, "NAME", $"the encoder: built in ({string.Join(", ", BuiltInEncoders.Names)}), or bert:FOLDER in Hugging Face's layout, of BERT's family (default {BuiltInEncoders.Names.First()})");

    public AdaptVerb(Terminal terminal) : base(Word, Summary, terminal)
    {
        Add(AdaptTexts.Group);
        Add(new OptionGroup("Training", [Backbone, ScheduleChoice.Option, ScheduleChoice.Epochs, TransferArguments.Freeze, TrainingSettings.Table.Option]));
        Add(new OptionGroup("Result", [RunFolder.Out, RunFolder.Overwrite]));
        Add(CommonOptions.Compute);
    }

    public override string Details =>
        "Tokens are hidden, whole words at a time and others in each epoch, and guessed (masked language modelling). Says the perplexity on held-out texts before and after. "
        + "Weights without a head for that (minilm's) get a new one, which is trained on the frozen encoder first. "
        + "What comes of it is a folder for --backbone bert:FOLDER. Ctrl+C stops after the step at hand; 'nlp-transfer resume' goes on from there.";

    public override IReadOnlyList<(string Key, string Meaning)> SettingKeys => TrainingSettings.Table.Help;

    public override IReadOnlyList<(string Command, string Meaning)> Examples =>
    [
        ("nlp-transfer adapt --backbone minilm --text mails.txt --out runs/mail-encoder", "a text a line"),
        ("nlp-transfer train --backbone bert:runs/mail-encoder --data labelled.csv", "what it is for"),
        ("nlp-transfer adapt --data reviews.csv --text-column body --schedule last-groups --epochs 1", "a column of a table, and the top layer alone"),
    ];

    public override IEnumerable<string> Faults(ParseResult arguments) => AdaptTexts.Faults(arguments);

    protected override Task<int> RunAsync(VerbRun run)
    {
        var settings = Settings(run);
        string folder = RunFolder.Choose(run, Word);
        return RunAsync(run, settings, () =>
        {
            var created = TrainingRunFolder.Create(folder, settings.Checkpoints, run.Value(RunFolder.Overwrite), run.Terminal.Clock);
            created.Describe(TrainCommand.Verb, Word);
            created.Describe(TrainCommand.Section, TrainCommand.Save(run.Arguments));
            return created;
        });
    }

    /// <summary>Begins or continues an adaptation.</summary>
    public static async Task<int> RunAsync(VerbRun run, TrainingSettings settings, Func<TrainingRunFolder> open)
    {
        var (device, stages) = (Compute.Apply(run), new Stages(run.Terminal));
        var parts = await stages.RunAsync("texts", () => AdaptTexts.LoadAsync(run, settings.Split), p => $"{p.Train.Count:N0} to train on, {p.Validation.Count:N0} held out");
        using var adaptation = stages.Run("encoder", () => new EncoderAdaptation(settings.Encoder!, new() { MaxTokens = settings.MaxTokens!.Value, Training = settings.Training }, device), _ => settings.Encoder!);
        if (adaptation.HeadIsNew) run.Terminal.Error.WriteLine("The weights have no head that guesses hidden tokens; a new one is trained on the frozen encoder first.");
        var folder = open();
        try
        {
            var result = stages.Run("training", () => adaptation.Train(parts.Train, parts.Validation, [new TrainingDisplay(run.Terminal)], run.Stop, folder), r => $"{r.Training.Steps:N0} steps");
            stages.Run("saving", () => { adaptation.Save(folder.ModelFolder); return folder.ModelFolder; }, path => path);
            folder.Finish();
            Write(run, folder, result);
            return ExitCode.Done;
        }
        catch (Exception error) when (error is OperationCanceledException or IOException and not CheckpointException && TrainingRunFolder.HoldsRun(folder.Path))
        {
            run.Terminal.Error.WriteLine($"What was done is in {folder.Path}; go on with: nlp-transfer resume {folder.Path}");
            throw;
        }
    }

    /// <summary>All that was typed about the training, checked.</summary>
    /// <exception cref="UsageException">Something cannot be.</exception>
    public static TrainingSettings Settings(VerbRun run)
    {
        if (ScheduleChoice.IsRecommended(run) || ScheduleChoice.IsTried(run))
            throw new UsageException($"--schedule {run.Value(ScheduleChoice.Option)} asks labelled data; name a schedule.");
        var plain = new AdaptationOptions();
        var start = TrainingSettings.ForEncoder(BackboneChoice.EncoderFolder(run.Value(Backbone) ?? BuiltInEncoders.Names.First())) with
        {
            MaxTokens = plain.MaxTokens,
            Training = plain.Training with { Seed = run.Seed, Schedule = ScheduleChoice.Of(run, plain.Training.Schedule), FreezeParameters = run.Value(TransferArguments.Freeze) ?? [] },
        };
        var settings = TrainingSettings.Table.Apply(start, run.Value(TrainingSettings.Table.Option));
        if (settings with { MaxTokens = start.MaxTokens, Training = start.Training, Checkpoints = start.Checkpoints, Split = start.Split } != start)
            throw new UsageException($"{Word} trains an encoder as it is; of --set it takes what concerns training, checkpoints, the split and max-tokens.");
        OptionsException.ThrowIfAny(Word, [.. settings.Validate().Select(TrainingSettings.Table.InOurWords)]);
        return settings with { Split = settings.Split with { Seed = run.Seed, TestShare = 0 } };
    }

    private static void Write(VerbRun run, TrainingRunFolder folder, AdaptationResult result)
    {
        run.Terminal.Error.WriteLine(string.Create(CultureInfo.InvariantCulture, $"perplexity on held-out texts: {result.PerplexityBefore:0.00} before{(result.HeadIsNew ? " (with its new head)" : "")}, {result.PerplexityAfter:0.00} after"));
        run.Terminal.Error.WriteLine($"Try it: nlp-transfer train --backbone bert:{folder.Path} --data labelled.csv");
        if (run.Json) JsonOutput.WriteDocument(run.Terminal.Output, new { Model = folder.ModelFolder, result.PerplexityBefore, result.PerplexityAfter, result.HeadIsNew, result.Training.Steps, Seconds = result.Training.Duration.TotalSeconds });
        else run.Terminal.Output.WriteLine(folder.ModelFolder);
    }
}
