using System.Text.Json.Nodes;
using NlpTransfer.Backbones;
using NlpTransfer.Checkpoints;
using NlpTransfer.Heads;
using NlpTransfer.Training;
using TorchSharp;
using static TorchSharp.torch;

namespace NlpTransfer.Classifiers;

/// <summary>What every classifier is, whatever it reads: network, label names and rule, trained, measured and asked under one lock.</summary>
internal sealed class ClassifierCore : IDisposable
{
    private const string ValidationName = "validation";
    private const double RunsToCome = 2; // at least: this one writes what they read

    private readonly ReaderWriterLockSlim access = new(); // training changes weights and mode, which prediction must not see halfway

    public ClassifierCore(Backbone backbone, IReadOnlyList<string> labelNames, HeadOptions head, DecisionRule rule, Device? device, long seed)
    {
        (LabelNames, Rule, Device) = (labelNames, rule, device ?? CPU);
        manual_seed(seed);
        Model = new ClassificationModel(backbone, new Head(backbone.FeatureSize, labelNames.Count, head), rule.Problem);
        Model.eval();
    }

    public IReadOnlyList<string> LabelNames { get; }

    public Device Device { get; }

    public DecisionRule Rule { get; private set; }

    public ClassificationModel Model { get; }

    public IDictionary<string, ClassificationMetrics> Metrics { get; private set; } = new OrderedDictionary<string, ClassificationMetrics>();

    public JsonObject? TrainingRecord { get; private set; }

    /// <summary>Trains in place. The data is made before the lock is taken and the trainer before the data, so that faults of options come first.</summary>
    public TrainingResult Train(
        TrainingOptions options, (DataDigest Training, DataDigest Validation) digests, Func<(ITrainingData Training, ITrainingData? Validation)> data, IEnumerable<ITrainingCallback>? callbacks, TrainingRunFolder? run,
        CancellationToken cancellation)
    {
        CheckDecisions(options.Decisions, digests.Validation.Examples);
        run?.Expect(Classifiers.TrainingRecord.Experiment(options, Model, digests.Training, digests.Validation));
        using var recorder = run?.Recorder;
        TrainingObjective objective = options.Contrastive is null ? new ClassificationObjective(Model, LabelNames, options) : new ContrastiveObjective(Model);
        var trainer = new Trainer(objective, options, [.. recorder is null ? Array.Empty<ITrainingCallback>() : [recorder], .. callbacks ?? []], Device, checkpoints: run?.Checkpoints);
        var (training, validation) = data();
        return Writing(() =>
        {
            var result = options.Contrastive is { } contrastive ? FewShot(trainer, training, validation, contrastive, cancellation) : trainer.Train(training, validation, cancellation);
            Rule = new DecisionRule { Problem = Rule.Problem };
            TrainingRecord = Classifiers.TrainingRecord.Create(options, Model, digests.Training, digests.Validation, result);
            if (result.Validation is not null) Metrics[ValidationName] = result.Validation;
            var isPlain = Rule.Problem == ProblemType.SingleLabel && !options.Decisions.Calibrate && options.Decisions is { Goal: null, Abstain: null };
            if (validation is null || isPlain) return result;
            return result with { Decision = DecideOn(validation, options.Decisions, cancellation), Validation = Metrics[ValidationName] };
        });
    }

    /// <summary>What a training of several classifiers together came to for this one.</summary>
    public void Learned(JsonObject record, ClassificationMetrics? validation)
    {
        (Rule, TrainingRecord) = (new DecisionRule { Problem = Rule.Problem }, record);
        if (validation is not null) Metrics[ValidationName] = validation;
    }

    // Pairs have no figures over validation data; those of the whole classifier stand at the end.
    private TrainingResult FewShot(Trainer trainer, ITrainingData training, ITrainingData? validation, ContrastiveOptions options, CancellationToken cancellation)
    {
        var result = trainer.Train(training, null, cancellation);
        LinearHead.Fit(Model.Head, FeatureMatrix.Of(Model.Backbone, training, Device, cancellation), training.Labels, options.HeadStrength, cancellation);
        return validation is null ? result : result with { Validation = Evaluator.Evaluate(Model, validation, LabelNames, Device, cancellation) };
    }

    /// <summary>Chooses temperature and thresholds anew.</summary>
    public DecisionReport Decide(int examples, Func<ITrainingData> data, DecisionOptions options, CancellationToken cancellation)
    {
        CheckDecisions(options, examples);
        var validation = data();
        return Writing(() => DecideOn(validation, options, cancellation));
    }

    public ClassificationMetrics Evaluate(ITrainingData data, CancellationToken cancellation) =>
        Reading(() => Evaluator.Evaluate(Model, data, LabelNames, Device, cancellation, Rule));

    public float[] Logits(ITrainingData data, CancellationToken cancellation) => Reading(() => Evaluator.Logits(Model, data, LabelNames.Count, Device, cancellation));

    /// <summary>Metrics and predictions of one pass.</summary>
    /// <param name="trained">What the model was trained by: the output of groups that it never touched is kept for later runs where theirs is.</param>
    public Measurement Measure(ITrainingData data, TrainingOptions? trained, CancellationToken cancellation)
    {
        LabelCheck.Run(data, "measure", Model.Problem);
        return Reading(() =>
        {
            using var kept = Kept(data, trained, cancellation);
            var logits = Evaluator.Logits(Model, kept?.Training ?? data, LabelNames.Count, Device, cancellation);
            return new Measurement(ClassificationMetrics.FromLogits(logits, data.LabelSets, LabelNames, Rule), Predictions(logits, Rule));
        });
    }

    public IReadOnlyList<Prediction> Predict(ITrainingData data, CancellationToken cancellation)
    {
        var (logits, rule) = Reading(() => (Evaluator.Logits(Model, data, LabelNames.Count, Device, cancellation), Rule));
        return [.. Enumerable.Range(0, data.Count).Select(i => new Prediction(LabelNames, logits.AsSpan(i * LabelNames.Count, LabelNames.Count), rule))];
    }

    /// <summary>Predictions of texts read in windows.</summary>
    public IReadOnlyList<Prediction> Predict(WindowedTexts data, LongTexts how, CancellationToken cancellation)
    {
        var (logits, rule) = Reading(() => (data.Combine(Evaluator.Logits(Model, data, LabelNames.Count, Device, cancellation), LabelNames.Count, how), Rule));
        return [.. Enumerable.Range(0, logits.Length / LabelNames.Count).Select(i => new Prediction(LabelNames, logits.AsSpan(i * LabelNames.Count, LabelNames.Count), rule))];
    }

    /// <summary>Figures over texts read in windows.</summary>
    public ClassificationMetrics Evaluate(WindowedTexts data, IReadOnlyList<IReadOnlyList<int>> labelSets, LongTexts how, CancellationToken cancellation) => Reading(() =>
    {
        LabelCheck.Run(data, "evaluate", Model.Problem);
        return ClassificationMetrics.FromLogits(data.Combine(Evaluator.Logits(Model, data, LabelNames.Count, Device, cancellation), LabelNames.Count, how), labelSets, LabelNames, Rule);
    });

    /// <summary>Reads what <see cref="Save"/> wrote beside the weights.</summary>
    public void LoadRecords(string folder)
    {
        Metrics = MetricsFile.Load(folder);
        var training = Path.Combine(folder, ClassifierFiles.Training);
        if (File.Exists(training)) TrainingRecord = ClassifierFiles.ReadVersioned(training);
    }

    /// <summary>Writes the folder under a temporary name first: the records, and what <paramref name="write"/> adds to them.</summary>
    public void Save(string folder, Action<string> write) => Reading(() =>
    {
        AtomicFolder.Write(folder, existing => File.Exists(Path.Combine(existing, ClassifierFiles.Config)), temporary =>
        {
            write(temporary);
            if (TrainingRecord is not null) ClassifierFiles.Write(Path.Combine(temporary, ClassifierFiles.Training), TrainingRecord);
            MetricsFile.Save(temporary, Metrics);
        }, isReadSoon: !SharedWork.IsOn); // of many trainings most models are never asked
        return folder;
    });

    public void ToDevice()
    {
        if (Device.type != DeviceType.CPU) Model.to(Device);
    }

    /// <summary>Work that changes the model, while nobody predicts.</summary>
    public T Writing<T>(Func<T> work)
    {
        access.EnterWriteLock();
        try
        {
            return work();
        }
        finally
        {
            access.ExitWriteLock();
        }
    }

    /// <summary>Work that needs the model to stay as it is.</summary>
    public T Reading<T>(Func<T> work)
    {
        access.EnterReadLock();
        try
        {
            return work();
        }
        finally
        {
            access.ExitReadLock();
        }
    }

    public void Dispose() => Dispose(keepBackbone: false);

    /// <param name="keepBackbone">Whether somebody else has it now.</param>
    public void Dispose(bool keepBackbone)
    {
        if (keepBackbone) Model.Head.Dispose();
        else Model.Dispose();
        access.Dispose();
    }

    // In files alone: what is kept in memory nobody reads again.
    private FeatureCache? Kept(ITrainingData data, TrainingOptions? trained, CancellationToken cancellation)
    {
        if (trained is not { FeatureCache.Memory: 0 }) return null;
        var groups = trained.Schedule.Resolve(Model.GroupNames, Model.PretrainedGroups).Min(p => p.FrozenPrefix);
        if (groups == 0) return null;
        var cache = new FeatureCache(Model, trained.FeatureCache, data, null, Device, TimeProvider.System);
        cache.Enter("measuring", groups, RunsToCome, [], _ => { }, cancellation);
        return cache;
    }

    private IReadOnlyList<Prediction> Predictions(float[] logits, DecisionRule rule) =>
        [.. Enumerable.Range(0, logits.Length / LabelNames.Count).Select(i => new Prediction(LabelNames, logits.AsSpan(i * LabelNames.Count, LabelNames.Count), rule))];

    private void CheckDecisions(DecisionOptions options, int examples)
    {
        var isUnfounded = (options.Calibrate || options.Goal is not null || options.Abstain is not null) && examples == 0;
        OptionsException.ThrowIfAny(nameof(DecisionOptions),
            [.. options.Validate(LabelNames, Rule.Problem), .. isUnfounded ? ["Calibrate, Goal and Abstain need validation data, and there is none."] : Array.Empty<string>()]);
    }

    private DecisionReport DecideOn(ITrainingData validation, DecisionOptions options, CancellationToken cancellation)
    {
        LabelCheck.Run(validation, "decide", Rule.Problem);
        var logits = Evaluator.Logits(Model, validation, LabelNames.Count, Device, cancellation);
        var report = DecisionSearch.Find(logits, validation.LabelSets, LabelNames, Rule.Problem, options);
        Rule = report.Rule;
        Metrics[ValidationName] = ClassificationMetrics.FromLogits(logits, validation.LabelSets, LabelNames, Rule);
        TrainingRecord?[Classifiers.TrainingRecord.Decision] = Classifiers.TrainingRecord.Of(report);
        return report;
    }
}
