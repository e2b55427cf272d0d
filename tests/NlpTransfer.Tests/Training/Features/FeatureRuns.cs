using NlpTransfer.Backbones;
using NlpTransfer.FineTuning;
using NlpTransfer.Heads;
using NlpTransfer.Tests.Data;
using NlpTransfer.Training;
using static TorchSharp.torch;

namespace NlpTransfer.Tests.Training.Features;

/// <summary>Small models of every kind, trained with some of their groups frozen, and what they did step by step.</summary>
internal static class FeatureRuns
{
    public static readonly string[] Labels = ["no", "yes"];

    /// <summary>A model by its name: bert, bert-mean, or a backbone over word vectors. Equal weights every time; dropout in all of them.</summary>
    public static ClassificationModel Model(string name, LoraOptions? lora = null)
    {
        manual_seed(3);
        var backbone = name.StartsWith("bert", StringComparison.Ordinal) ? Bert(name == "bert-mean" ? EncoderPooling.Mean : EncoderPooling.Cls, lora) : OverWords(name);
        return new ClassificationModel(backbone, new Head(backbone.FeatureSize, 2, new HeadOptions { Dropout = 0.2 }));
    }

    /// <summary>The loss of every step, then that of every evaluation.</summary>
    public static (double[] Losses, IReadOnlyList<FeatureReport> Reports) Train(ClassificationModel model, FineTuningSchedule schedule, FeatureCacheOptions cache, ITrainingData? training = null)
    {
        var losses = new Losses();
        var options = new TrainingOptions { Schedule = schedule, LearningRate = 5e-3, BatchSize = 16, FeatureCache = cache };
        var result = new Trainer(model, options, Labels, [losses]).Train(training ?? new ToyData(70, 1), new ToyData(40, 2) { Fingerprint = training?.Fingerprint is { } name ? $"{name}, held out" : null });
        return ([.. losses.Steps, .. result.Epochs.Select(e => e.Validation!.Loss)], result.Features);
    }

    private static EncoderBackbone Bert(EncoderPooling pooling, LoraOptions? lora)
    {
        var folder = TestFiles.Fixture("bert/bert-tiny-random");
        using var scope = NewDisposeScope();
        var backbone = new EncoderBackbone(EncoderConfig.Load(folder), pooling, lora: lora);
        using var weights = EncoderWeights.Open(folder, backbone.Config);
        weights.LoadBackbone(backbone);
        return backbone;
    }

    private static Backbone OverWords(string name)
    {
        var options = WordBackboneOptions.ByName(name);
        if (options is RecurrentOptions recurrent) options = recurrent with { Layers = 2, HiddenSize = 8 };
        return options.Build(new WordEmbedding(cat([zeros(1, 8), randn(15, 8)]), zeros(0, 8)), PretrainedPart.Vectors); // row 0 is padding
    }

    private sealed class Losses : ITrainingCallback
    {
        public List<double> Steps { get; } = [];

        public void OnStep(StepReport step) => Steps.Add(step.Loss);
    }
}
