using NlpTransfer.Classifiers;
using NlpTransfer.Data;
using NlpTransfer.FineTuning;
using NlpTransfer.Tests.Classifiers;
using NlpTransfer.Tests.Data;
using NlpTransfer.Training;
using TorchSharp;
using static TorchSharp.torch;

namespace NlpTransfer.Tests.Training;

/// <summary>Activations computed anew on the way back: the same weights, to the bit, with dropout and whatever is frozen.</summary>
[Collection(TorchGenerator.Name)]
public sealed class RecomputedPassTests : IDisposable
{
    private readonly TempFolder folder = new();

    public static TheoryData<string> Schedules => ["full", "last", "head", "between"];

    public void Dispose() => folder.Dispose();

    [Theory]
    [MemberData(nameof(Schedules))]
    public void Train_WithRecomputation_GivesTheSameWeights(string schedule)
    {
        var options = new TrainingOptions
        {
            LearningRate = 1e-3,
            BatchSize = 8,
            AccumulatedBatches = 2,
            Seed = 5,
            FreezeParameters = schedule == "between" ? ["layer.1.*"] : [],
            Schedule = schedule switch { "last" => FineTuningSchedule.LastGroups(2, 2), "head" => FineTuningSchedule.FeatureExtraction(2), _ => FineTuningSchedule.FullFineTuning(2) },
            FeatureCache = new() { Mode = FeatureCacheMode.Off },
        };
        var (kept, recomputed) = (Train(options), Train(options with { CheckpointActivations = true }));
        Assert.Equal(kept.Losses, recomputed.Losses);
        foreach (var (name, weights) in kept.Weights) Assert.True(weights.AsSpan().SequenceEqual(recomputed.Weights[name]), name);
    }

    [Fact]
    public void Train_WithRecomputationOverWordVectors_GivesTheSameWeights()
    {
        var options = new TrainingOptions { LearningRate = 1e-2, BatchSize = 8, Seed = 5, Schedule = FineTuningSchedule.FullFineTuning(2) };
        float[][] Weights(bool recomputes)
        {
            using var classifier = TextClassifier.Create(Data, null, new TextClassifierOptions { Seed = 2 });
            classifier.Train(Data, null, options with { CheckpointActivations = recomputes });
            return [.. classifier.Model.state_dict().Values.Select(v => v.data<float>().ToArray())];
        }
        Assert.Equal(Weights(false), Weights(true));
    }

    [Fact]
    public void Create_WithBatchNorm_SaysWhyNot()
    {
        using var model = new NlpTransfer.Heads.ClassificationModel(new NlpTransfer.Tests.FineTuning.NormBackbone(), new NlpTransfer.Heads.Head(5, 2));
        Assert.Contains("BatchNorm", Assert.Throws<ArgumentException>(() => new RecomputedPass(model, CPU)).Message);
    }

    private (double[] Losses, Dictionary<string, float[]> Weights) Train(TrainingOptions options)
    {
        using var classifier = TextClassifier.FromPretrained(SmallEncoder.Write(folder.Root), ["even", "odd"], new() { Seed = 3 });
        var result = classifier.Train(Data, null, options);
        return ([.. result.Epochs.Select(e => e.TrainingLoss)], classifier.Model.state_dict().ToDictionary(t => t.Key, t => t.Value.data<float>().ToArray()));
    }

    private static TextDataset Data => TextDataset.Create(
        Enumerable.Range(0, 48).Select(i => new TextExample(string.Join(' ', Enumerable.Range(0, 2 + (i % 7)).Select(w => $"w{5 + (((i * 31) + (w * 7)) % 200)}")), null, [i % 2 == 0 ? "even" : "odd"], null, new("made", i + 1))));
}
