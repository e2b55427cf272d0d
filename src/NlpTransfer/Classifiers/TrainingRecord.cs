using System.Reflection;
using System.Runtime.InteropServices;
using System.Text.Json.Nodes;
using NlpTransfer.FineTuning;
using NlpTransfer.Heads;
using NlpTransfer.Training;
using TorchSharp;

namespace NlpTransfer.Classifiers;

/// <summary>What <c>training.json</c> holds: enough to say how a model came about, and to do it again.</summary>
internal static class TrainingRecord
{
    /// <summary>The key of what was decided after training.</summary>
    public const string Decision = "decision";

    public static JsonObject Create(TrainingOptions options, LayeredModel model, DataDigest training, DataDigest validation, TrainingResult result)
    {
        var record = Experiment(options, model, training, validation);
        record.Insert(0, ClassifierFiles.FormatVersionKey, ClassifierFiles.FormatVersion);
        record["result"] = Result(result);
        return record;
    }

    /// <summary>What is known before training.</summary>
    public static JsonObject Experiment(TrainingOptions options, LayeredModel model, DataDigest training, DataDigest validation) => new()
    {
        ["schedule"] = Schedule(options, model),
        ["options"] = Options(options),
        ["seed"] = options.Seed,
        ["data"] = Data(training, validation),
        ["versions"] = new JsonObject
        {
            ["nlp_transfer"] = Version(typeof(TrainingRecord)),
            ["torch"] = torch.__version__,
            ["dotnet"] = RuntimeInformation.FrameworkDescription,
        },
    };

    /// <summary>What was decided on validation data, with the figures it was decided by.</summary>
    public static JsonObject Of(DecisionReport report) => new()
    {
        ["temperature"] = report.Temperature is { } temperature ? ClassifierFiles.ToNode(temperature) : null,
        ["thresholds"] = ClassifierFiles.ToNode(report.Thresholds),
        ["without_examples"] = ClassifierFiles.ToNode(report.WithoutExamples),
        ["abstention"] = report.Abstention is { } abstention ? ClassifierFiles.ToNode(abstention) : null,
    };

    private static JsonObject Data(DataDigest training, DataDigest validation)
    {
        var data = new JsonObject
        {
            ["training_examples"] = training.Examples,
            ["training_sha256"] = training.Sha256,
            ["validation_examples"] = validation.Examples,
            ["validation_sha256"] = validation.Sha256,
        };
        foreach (var (name, value) in training.More) data[name] = value?.DeepClone();
        return data;
    }

    private static JsonObject Schedule(TrainingOptions options, LayeredModel model) => new()
    {
        ["name"] = options.Schedule.Name,
        ["phases"] = new JsonArray([.. options.Schedule.Resolve(model.GroupNames, model.PretrainedGroups).Select(p => Phase(p, model.GroupNames))]),
    };

    private static JsonObject Phase(ResolvedPhase phase, IReadOnlyList<string> groups) => new()
    {
        ["name"] = phase.Name,
        ["length"] = phase.Length.ToString(),
        ["learning_rates"] = phase.LearningRates?.Name,
        ["rate_factors"] = new JsonObject(groups.Select((g, i) => KeyValuePair.Create(g, (JsonNode?)phase.RateFactors[i]))),
    };

    private static JsonObject Options(TrainingOptions options) => new()
    {
        ["learning_rate"] = options.LearningRate,
        ["learning_rates"] = options.LearningRates.Name,
        ["batch_size"] = options.BatchSize,
        ["max_batch_tokens"] = options.MaxBatchTokens,
        ["accumulated_batches"] = options.AccumulatedBatches,
        ["focal_gamma"] = options.FocalGamma,
        ["average_decay"] = options.AverageDecay,
        ["evaluate_every_steps"] = options.EvaluateEverySteps,
        ["weight_decay"] = options.WeightDecay,
        ["gradient_clip"] = options.GradientClip,
        ["label_smoothing"] = options.LabelSmoothing,
        ["class_weighting"] = ClassifierFiles.ToNode(options.ClassWeighting),
        ["monitor"] = ClassifierFiles.ToNode(options.Monitor),
        ["patience"] = options.Patience,
        ["freeze_parameters"] = new JsonArray([.. options.FreezeParameters.Select(p => (JsonNode?)p)]),
        ["train_batch_norm"] = options.TrainBatchNorm,
        ["contrastive"] = options.Contrastive is null ? null : ClassifierFiles.ToNode(options.Contrastive),
        ["checkpoint_activations"] = options.CheckpointActivations,
        ["calibrate"] = options.Decisions.Calibrate,
        ["threshold_goal"] = options.Decisions.Goal?.ToString(),
        ["positive_label"] = options.Decisions.PositiveLabel,
        ["abstention_goal"] = options.Decisions.Abstain?.ToString(),
    };

    private static JsonObject Result(TrainingResult result) => new()
    {
        ["steps"] = result.Steps,
        ["seconds"] = Math.Round(result.Duration.TotalSeconds, 3),
        ["best_epoch"] = result.BestEpoch,
        ["features"] = new JsonArray([.. result.Features.Select(Features)]),
        ["epochs"] = new JsonArray([.. result.Epochs.Select(Epoch)]),
    };

    private static JsonObject Features(FeatureReport features) => new()
    {
        ["phase"] = features.Phase,
        ["data"] = features.Data,
        ["frozen_groups"] = features.Groups,
        ["storage"] = ClassifierFiles.ToNode(features.Storage),
        ["reason"] = features.Reason,
        ["remark"] = features.Remark,
        ["examples"] = features.Examples,
        ["bytes"] = features.Bytes,
        ["seconds"] = Math.Round(features.Duration.TotalSeconds, 3),
        ["hits"] = features.Hits,
        ["key"] = features.Key,
        ["precision"] = ClassifierFiles.ToNode(features.Precision),
        ["threads"] = features.Threads,
    };

    private static JsonObject Epoch(EpochReport epoch) => new()
    {
        ["epoch"] = epoch.Epoch,
        ["phase"] = epoch.Phase,
        ["step"] = epoch.Step,
        ["training_loss"] = epoch.TrainingLoss,
        ["validation_loss"] = epoch.Validation?.Loss,
        ["validation_accuracy"] = epoch.Validation?.Accuracy,
        ["validation_macro_f1"] = epoch.Validation?.MacroF1,
        ["task_accuracies"] = epoch.Validation?.Tasks is { } tasks ? new JsonObject(tasks.Select(t => KeyValuePair.Create(t.Key, (JsonNode?)t.Value.Accuracy))) : null,
        ["gap"] = epoch.Gap,
        ["movement"] = new JsonObject(epoch.Movement.Select(m => KeyValuePair.Create(m.Key, (JsonNode?)Math.Round(m.Value, 6)))),
        ["padding_share"] = Math.Round(epoch.PaddingShare, 4),
        ["truncated"] = epoch.Truncated,
        ["seconds"] = Math.Round(epoch.Duration.TotalSeconds, 3),
    };

    private static string Version(Type type) =>
        type.Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion ?? type.Assembly.GetName().Version?.ToString() ?? "unknown";
}
