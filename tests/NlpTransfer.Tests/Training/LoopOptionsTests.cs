using NlpTransfer.Backbones;
using NlpTransfer.Data;
using NlpTransfer.FineTuning;
using NlpTransfer.Heads;
using NlpTransfer.Tests.Backbones;
using NlpTransfer.Tests.Data;
using NlpTransfer.Tests.Training.Checkpointing;
using NlpTransfer.Training;
using TorchSharp;
using static TorchSharp.torch;

namespace NlpTransfer.Tests.Training;

[Collection(TorchGenerator.Name)]
public sealed class LoopOptionsTests : IDisposable
{
    private static readonly string[] Labels = ["no", "yes"];
    private static readonly TrainingOptions Plain = new() { Schedule = FineTuningSchedule.FullFineTuning(2), LearningRate = 0.01, BatchSize = 8, LearningRates = LearningRateSchedule.Constant() };

    private readonly DisposeScope scope = NewDisposeScope();

    public void Dispose() => scope.Dispose();

    [Theory]
    [InlineData(ClassWeighting.None)]
    [InlineData(ClassWeighting.Balanced)]
    public void AccumulatedBatches_GiveTheStepsOfTheBatchThatTheyMake(ClassWeighting weighting)
    {
        // 10 and 30 of the classes, all of one length, so that parts differ in weight but not in shape.
        var data = new ToyData(40, 1) { Labels = [.. Enumerable.Range(0, 40).Select(i => i % 4 == 0 ? 1 : 0)] };
        var options = Plain with { ClassWeighting = weighting, Schedule = FineTuningSchedule.FullFineTuning(1) };
        var (whole, parts) = (Weights(Train(options with { BatchSize = 40 }, data).Model), Weights(Train(options with { BatchSize = 12, AccumulatedBatches = 4 }, data).Model));
        Assert.True((whole - parts).abs().max().ToDouble() < 1e-5);
        Assert.True((whole - Weights(Train(options with { BatchSize = 12 }, data).Model)).abs().max().ToDouble() > 1e-3);
    }

    [Fact]
    public void AccumulatedBatches_CountAsOneStep()
    {
        var result = Train(Plain with { AccumulatedBatches = 3 }, new ToyData(40, 1)).Result;
        Assert.Equal(4, result.Steps); // two epochs of five batches: 3 and 2
    }

    [Theory]
    [InlineData(0)]
    [InlineData(2)]
    public void FocalLoss_EqualsItsFormula(double gamma)
    {
        var data = new ToyData(4, 1);
        var logits = tensor(new float[] { 2, -1, 0.5f, 0.25f, -1, 1, 3, 3 }, [4, 2]);
        using var loss = new CrossEntropyLoss(new TrainingOptions { FocalGamma = gamma }, data, Model(), CPU);
        var expected = Enumerable.Range(0, 4).Average(i =>
        {
            var (a, b) = (logits[i, 0].ToDouble(), logits[i, 1].ToDouble());
            var p = Math.Exp(i % 2 == 0 ? a : b) / (Math.Exp(a) + Math.Exp(b));
            return -Math.Pow(1 - p, gamma) * Math.Log(p);
        });
        Assert.Equal(expected, loss.Compute(logits, [0, 1, 2, 3]).ToDouble(), 5);
    }

    [Fact]
    public void Average_OfOneStep_LiesBetweenStartAndWeightsByItsDecay()
    {
        var data = new ToyData(8, 1);
        var start = Weights(Model());
        var options = Plain with { Schedule = FineTuningSchedule.FullFineTuning(1) };
        var (end, average) = (Weights(Train(options, data).Model), Weights(Train(options with { AverageDecay = 0.1 }, data).Model));
        Assert.True((average - ((start * 0.1) + (end * 0.9))).abs().max().ToDouble() < 1e-6); // the warm-up's 2/11 is above 0.1
    }

    [Fact]
    public void Average_IsWhatIsEvaluatedAndKept()
    {
        var (data, validation) = (new ToyData(60, 1), new ToyData(20, 2));
        var (model, result) = Train(Plain with { AverageDecay = 0.9, Schedule = FineTuningSchedule.FreezeThenUnfreeze(2, 2) }, data, validation);
        Assert.Equal(result.Validation!.Loss, Evaluator.Evaluate(model, validation, Labels, CPU, default).Loss);
        Assert.NotEqual(result.Validation.Loss, Train(Plain with { Schedule = FineTuningSchedule.FreezeThenUnfreeze(2, 2) }, data, validation).Result.Validation!.Loss);
    }

    [Fact]
    public void EvaluateEverySteps_EvaluatesWithinEpochsAndEndsAPhaseThere()
    {
        var log = new Evaluations();
        var options = Plain with { EvaluateEverySteps = 2, Patience = 2, LearningRate = 0.2, Schedule = FineTuningSchedule.FullFineTuning(50) };
        var (model, result) = Train(options, new ToyData(80, 1), new ToyData(40, 2), log);
        Assert.Equal([2, 4, 6, 8], log.Interim.Take(4).Select(e => e.Step));
        Assert.Equal(10, result.Epochs[0].Step);
        Assert.True(result.Epochs[^1].Step % 10 != 0, "the last epoch was broken off");
        var all = log.Interim.Concat(result.Epochs).ToArray();
        Assert.Equal(all.Min(e => e.Validation!.Loss), result.Validation!.Loss);
        Assert.Equal(result.Validation.Loss, Evaluator.Evaluate(model, new ToyData(40, 2), Labels, CPU, default).Loss);
    }

    [Fact]
    public void Monitor_OfTheTrainingLoss_EndsEarlyWithoutValidationData()
    {
        var schedule = new FineTuningSchedule("mine", [new Phase { Length = PhaseLength.UntilNoImprovement(2) }]);
        var (_, result) = Train(Plain with { Monitor = MonitoredMetric.TrainingLoss, Schedule = schedule, LearningRate = 0.3 }, new ToyData(40, 1));
        Assert.True(result.Epochs.Count < 100);
        Assert.Equal(result.BestEpoch + 2, result.Epochs.Count);
        Assert.Equal(result.Epochs.Min(e => e.TrainingLoss), result.Epochs[result.BestEpoch!.Value - 1].TrainingLoss);
    }

    [Theory]
    [InlineData(MonitoredMetric.Mcc)]
    [InlineData(MonitoredMetric.WeightedF1)]
    [InlineData(MonitoredMetric.Ece)]
    [InlineData(MonitoredMetric.Brier)]
    [InlineData(MonitoredMetric.Auroc)]
    [InlineData(MonitoredMetric.AveragePrecision)]
    public void Monitor_OfAnyMetric_KeepsTheBestOfIt(MonitoredMetric monitor)
    {
        var (_, result) = Train(Plain with { Monitor = monitor, Schedule = FineTuningSchedule.FullFineTuning(6) }, new ToyData(40, 1), new ToyData(30, 2));
        Assert.Equal(result.Epochs.Max(e => e.Score), result.Epochs[result.BestEpoch!.Value - 1].Score);
        Assert.Equal(result.Epochs[0].Validation!.Score(monitor), result.Epochs[0].Score);
    }

    [Fact]
    public void Movement_IsTheRelativeDistanceOfPretrainedGroups()
    {
        var model = Model();
        var start = model.LayerGroups[0].Parameters.Single().clone();
        var (_, result) = Train(Plain with { Schedule = FineTuningSchedule.FreezeThenUnfreeze(1, 1) }, new ToyData(40, 1), model: model);
        Assert.Equal(["embeddings"], result.Epochs[0].Movement.Keys); // the head came without pretrained weights
        Assert.Equal(0, result.Epochs[0].Movement["embeddings"]);
        var expected = (model.LayerGroups[0].Parameters.Single() - start).norm().ToDouble() / start.norm().ToDouble();
        Assert.Equal(expected, result.Epochs[1].Movement["embeddings"], 6);
        Assert.InRange(expected, 1e-4, 1);
    }

    [Theory]
    [InlineData(0.02, 0)]
    [InlineData(0.021, 1)]
    public void PhaseStart_WithARateFarAboveThePresets_Warns(double rate, int warnings)
    {
        var log = new Evaluations();
        Train(Plain with { LearningRate = rate, Schedule = FineTuningSchedule.FreezeThenUnfreeze(1, 1) }, new ToyData(20, 1), callback: log);
        Assert.Empty(log.Phases[0].Warnings);
        Assert.Equal(warnings, log.Phases[1].Warnings.Count);
        Assert.All(log.Phases[1].Warnings, w => Assert.Contains("'unfrozen' trains the pretrained embeddings at up to 0.0105, 5 times the 0.002", w));
    }

    [Fact]
    public void Continue_WithEveryOption_EndsBitIdentical()
    {
        using var folder = new TempFolder();
        StoppedTraining Training(long step) => new(Path.Combine(folder.Root, $"{step}"))
        {
            Options = new() { Schedule = FineTuningSchedule.GradualUnfreezing(1, 2), LearningRate = 0.02, BatchSize = 5, Patience = 3, Seed = 5, AccumulatedBatches = 2, AverageDecay = 0.9, EvaluateEverySteps = 4, FocalGamma = 1 },
        };
        var expected = Training(0).Undisturbed();
        for (var step = 1; step <= 20; step += 3)
        {
            Assert.Throws<InvalidOperationException>(() => (Training(step) with { CrashAt = step }).Begin());
            Assert.Equal(expected, Training(step).Continue());
        }
    }

    private static (ClassificationModel Model, TrainingResult Result) Train(
        TrainingOptions options, ToyData data, ToyData? validation = null, ITrainingCallback? callback = null, ClassificationModel? model = null)
    {
        model ??= Model();
        return (model, new Trainer(model, options, Labels, callback is null ? [] : [callback]).Train(data, validation));
    }

    private static ClassificationModel Model()
    {
        manual_seed(1);
        var backbone = WordBackboneOptions.ByName("max").Build(new WordEmbedding(randn(16, 8), zeros(0, 8)), PretrainedPart.Vectors);
        return new(backbone, new Head(backbone.FeatureSize, 2, new HeadOptions { Dropout = 0 }));
    }

    private static Tensor Weights(ClassificationModel model) => cat([.. model.parameters().Select(p => p.detach().flatten())]).clone();

    private sealed class Evaluations : ITrainingCallback
    {
        public List<EpochReport> Interim { get; } = [];

        public List<PhaseStart> Phases { get; } = [];

        public void OnPhaseStart(PhaseStart phase) => Phases.Add(phase);

        public void OnEvaluation(EpochReport evaluation) => Interim.Add(evaluation);
    }
}
