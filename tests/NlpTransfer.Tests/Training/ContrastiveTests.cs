using NlpTransfer.Backbones;
using NlpTransfer.FineTuning;
using NlpTransfer.Heads;
using NlpTransfer.Tests.Backbones;
using NlpTransfer.Tests.Data;
using NlpTransfer.Tests.Training.Features;
using NlpTransfer.Training;
using TorchSharp;
using static TorchSharp.torch;

namespace NlpTransfer.Tests.Training;

[Collection(TorchGenerator.Name)]
public sealed class ContrastiveTests : IDisposable
{
    private readonly DisposeScope scope = NewDisposeScope();

    public void Dispose() => scope.Dispose();

    [Fact]
    public void Loss_IsTheMeanOverPairsOfEachKind()
    {
        var features = tensor(new float[] { 2, 0, 0, 3, 1, 1 }, [3, 2]); // cosines: 0, sqrt(1/2), sqrt(1/2)
        var half = Math.Sqrt(0.5);
        var expected = (Math.Pow(1 - half, 2) + ((0 + (half * half)) / 2)) / 2; // rows 0 and 2 share a label
        Assert.Equal(expected, ContrastiveLoss.Of(features, [7, 8, 7]).ToDouble(), 1e-6);
    }

    [Fact]
    public void Loss_OfOneExample_IsNothingToLearnFrom()
    {
        var features = tensor(new float[] { 2, 1 }, [1, 2], requires_grad: true);
        var loss = ContrastiveLoss.Of(features, [0]);
        loss.backward();
        Assert.Equal(0, loss.ToDouble());
        Assert.Equal(0, features.grad!.abs().sum().ToDouble());
    }

    [Fact]
    public void Train_BringsLabelsTogetherAndApartAndLeavesHeadAndFrozenGroupsAlone()
    {
        var (model, data) = (FeatureRuns.Model("bert-mean"), new ToyData(40, 1));
        var before = model.LayerGroups.Select(TensorHash.Of).ToArray();
        var apart = Loss(model, data);
        Train(model, data, new FineTuningSchedule("upper", [new Phase { Groups = [new(GroupSelector.From("layer.1"))], Length = PhaseLength.Epochs(6) }]), FeatureCacheMode.Auto);
        Assert.True(Loss(model, data) < 0.8 * apart, $"{apart} to {Loss(model, data)}");
        var changed = model.LayerGroups.Zip(before).Where(g => TensorHash.Of(g.First) != g.Second).Select(g => g.First.Name);
        Assert.Equal(model.GroupNames.SkipWhile(g => g != "layer.1").SkipLast(1), changed);
    }

    [Fact]
    public void Loss_OfSeveralTappedLayers_ComparesTheLast()
    {
        var (data, batch) = (new ToyData(12, 1), Enumerable.Range(0, 12).ToArray());
        double Of(params string[] taps)
        {
            manual_seed(3);
            var backbone = new EncoderBackbone(EncoderConfig.Load(TestFiles.Fixture("bert/bert-tiny-random")), EncoderPooling.Mean, taps: taps);
            using var model = new ClassificationModel(backbone, new Head(backbone.FeatureSize, 2));
            model.eval();
            using var loss = new ContrastiveLoss(model, data.Labels, CPU);
            return loss.Compute(data, batch).ToDouble();
        }
        Assert.Equal(Of(), Of("embeddings", "last"), 1e-6);
    }

    [Fact]
    public void Train_OnKeptFeatures_HasTheLossesOfTrainingWithout()
    {
        var schedule = FineTuningSchedule.LastGroups(2, 3);
        double[] Losses(FeatureCacheMode mode) => Train(FeatureRuns.Model("bert-mean"), new ToyData(40, 1), schedule, mode);
        foreach (var (expected, found) in Losses(FeatureCacheMode.Off).Zip(Losses(FeatureCacheMode.Auto))) Assert.Equal(expected, found, 1e-5);
    }

    [Fact]
    public void Train_OfTheHeadAlone_SaysThatItComesLast()
    {
        var error = Assert.Throws<ArgumentException>(() => Train(FeatureRuns.Model("bert-mean"), new ToyData(8, 1), FineTuningSchedule.FeatureExtraction(1), FeatureCacheMode.Off));
        Assert.Contains("leaves for its end", error.Message);
    }

    [Fact]
    public void Train_OnOneLabel_AsksForTwo()
    {
        var data = new ToyData(8, 1) { Labels = new int[8] };
        Assert.Contains("at least two labels", Assert.Throws<ArgumentException>(() => Train(FeatureRuns.Model("bert-mean"), data, FineTuningSchedule.FullFineTuning(1), FeatureCacheMode.Off)).Message);
    }

    private static double[] Train(ClassificationModel model, ITrainingData data, FineTuningSchedule schedule, FeatureCacheMode cache)
    {
        var steps = new Losses();
        var options = new TrainingOptions { Schedule = schedule, LearningRate = 2e-3, BatchSize = 16, FeatureCache = new() { Mode = cache } };
        new Trainer(new ContrastiveObjective(model), options, [steps]).Train(data);
        return [.. steps.All];
    }

    private static double Loss(ClassificationModel model, ITrainingData data)
    {
        using var guard = no_grad();
        model.eval();
        return new ContrastiveLoss(model, data.Labels, CPU).Compute(data, [.. Enumerable.Range(0, data.Count)]).ToDouble();
    }

    private sealed class Losses : ITrainingCallback
    {
        public List<double> All { get; } = [];

        public void OnStep(StepReport step) => All.Add(step.Loss);
    }
}
