using NlpTransfer.Backbones;
using NlpTransfer.FineTuning;
using NlpTransfer.Heads;
using NlpTransfer.Tests.Backbones;
using NlpTransfer.Training;
using TorchSharp;
using static TorchSharp.torch;

namespace NlpTransfer.Tests.Training;

[Collection(TorchGenerator.Name)]
public sealed class TrainerTests : IDisposable
{
    private static readonly string[] Labels = ["no", "yes"];

    private readonly DisposeScope scope = NewDisposeScope();

    public void Dispose() => scope.Dispose();

    [Fact]
    public void Train_OnLearnableData_LearnsItAndLeavesTheModelInEvalMode()
    {
        var model = Model();
        var result = Trainer(model, Options(FineTuningSchedule.FullFineTuning(15))).Train(new ToyData(200, 1), new ToyData(60, 2));
        Assert.True(result.Validation!.Accuracy > 0.95, $"accuracy {result.Validation.Accuracy}");
        Assert.False(model.training);
        Assert.All(model.parameters(), p => Assert.True(p.requires_grad));
    }

    [Fact]
    public void Train_Twice_GivesTheSameBits()
    {
        string Run()
        {
            var model = Model();
            Trainer(model, Options(FineTuningSchedule.FreezeThenUnfreeze(1, 1))).Train(new ToyData(60, 1), new ToyData(20, 2));
            return string.Join(' ', model.LayerGroups.Select(TensorHash.Of));
        }
        Assert.Equal(Run(), Run());
    }

    [Fact]
    public void Train_WithFrozenEmbeddings_LeavesThemBitIdentical()
    {
        var model = Model();
        var before = TensorHash.Of(model.LayerGroups[0]);
        Trainer(model, Options(FineTuningSchedule.FeatureExtraction(2))).Train(new ToyData(60, 1));
        Assert.Equal(before, TensorHash.Of(model.LayerGroups[0]));
    }

    [Fact]
    public void Train_WithFineTunedEmbeddings_ChangesOnlyRowsInUse()
    {
        var model = Model();
        var table = model.state_dict()["backbone.embeddings.seen.weight"];
        var before = table.detach().clone();
        Trainer(model, Options(FineTuningSchedule.FullFineTuning(2)) with { WeightDecay = 0.1 }).Train(new ToyData(60, 1));
        var isChanged = table.detach().ne(before).any(1).data<bool>().ToArray();
        Assert.Equal([2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12], isChanged.Index().Where(r => r.Item).Select(r => r.Index)); // ids 13 on never occur
    }

    [Fact]
    public void Callbacks_OverTwoPhases_HearEverythingInOrder()
    {
        var log = new Log();
        var options = Options(FineTuningSchedule.FreezeThenUnfreeze(2, 1)) with { BatchSize = 20 };
        new Trainer(Model(), options, Labels, [log]).Train(new ToyData(40, 1), new ToyData(20, 2));
        Assert.Equal(
            ["start 6", "phase frozen", "step 1", "step 2", "epoch 1", "step 3", "step 4", "epoch 2", "phase unfrozen", "step 5", "step 6", "epoch 3", "end"], log.Lines);
        Assert.Equal(7, log.Epochs[0].Truncated);
        Assert.InRange(log.Epochs[0].PaddingShare, 0, 0.9);
        Assert.All(log.Epochs, e => Assert.NotNull(e.Gap));
    }

    // Batches of texts of like length are cut where that costs least, so that epochs differ in their number; a phase used to end with a stump of one.
    [Fact]
    public void Train_OnTextsOfManyLengths_EndsEachPhaseWithAWholeEpoch()
    {
        var (data, options) = (new ToyData(900, 1), Options(FineTuningSchedule.FreezeThenUnfreeze(4, 3)) with { BatchSize = 4, MaxBatchTokens = 30 });
        int[] batches = [.. Enumerable.Range(0, 7).Select(epoch => ((ITrainingData)data).Plan(options.Batches, options.Seed, epoch).Length)];
        Assert.True(batches.Distinct().Count() > 1, $"batches an epoch: {string.Join(' ', batches)}");
        var log = new Log();
        var result = new Trainer(Model(), options, Labels, [log]).Train(data);
        Assert.Equal(batches, result.Epochs.Select((e, i) => e.Step - (i == 0 ? 0 : result.Epochs[i - 1].Step)).Select(steps => (int)steps));
        Assert.Equal(["frozen", "frozen", "frozen", "frozen", "unfrozen", "unfrozen", "unfrozen"], result.Epochs.Select(e => e.Phase));
        Assert.Equal($"start {batches.Sum()}", log.Lines[0]);
    }

    [Fact]
    public void Train_WhenAPhaseEndsEarly_StillEndsTheNextOneWithAWholeEpoch()
    {
        var schedule = new FineTuningSchedule("mine", [new Phase { Name = "first", Length = PhaseLength.UntilNoImprovement(1, 30) }, new Phase { Name = "second", Length = PhaseLength.Epochs(2) }]);
        var (data, options) = (new ToyData(900, 1), Options(schedule) with { BatchSize = 4, MaxBatchTokens = 30, LearningRate = 0.1 });
        var result = Trainer(Model(), options).Train(data, new ToyData(20, 2));
        var first = result.Epochs.Count(e => e.Phase == "first");
        Assert.InRange(first, 1, 29);
        Assert.Equal(first + 2, result.Epochs.Count);
        Assert.Equal(((ITrainingData)data).Plan(options.Batches, options.Seed, first + 1).Length, result.Epochs[^1].Step - result.Epochs[^2].Step);
    }

    [Fact]
    public void Train_WithAPhaseInSteps_StopsInTheMiddleOfAnEpoch()
    {
        var schedule = new FineTuningSchedule("mine", [new Phase { Length = PhaseLength.Steps(5) }]);
        var result = Trainer(Model(), Options(schedule) with { BatchSize = 10 }).Train(new ToyData(40, 1));
        Assert.Equal((5, 2, null), (result.Steps, result.Epochs.Count, result.BestEpoch));
    }

    [Fact]
    public void Train_WhenValidationStopsImproving_EndsEarlyAndRestoresTheBestWeights()
    {
        var model = Model();
        var validation = new ToyData(20, 2);
        var result = Trainer(model, Options(FineTuningSchedule.FullFineTuning(200)) with { Patience = 3, LearningRate = 0.05, Monitor = MonitoredMetric.Accuracy }).Train(new ToyData(40, 1), validation);
        Assert.True(result.Epochs.Count < 200);
        Assert.Equal(result.BestEpoch + 3, result.Epochs.Count);
        Assert.Equal(result.Validation, result.Epochs[result.BestEpoch!.Value - 1].Validation);
        var now = Evaluator.Evaluate(model, validation, Labels, CPU, default);
        Assert.Equal((result.Validation!.Loss, result.Validation.Accuracy), (now.Loss, now.Accuracy));
    }

    [Fact]
    public void Train_WithALossThatIsNoNumber_NamesStepAndRowsAndKeepsTheWeights()
    {
        var model = Model();
        using (no_grad()) model.state_dict()["head.classifier.bias"].fill_(float.NaN);
        var before = TensorHash.Of(model.LayerGroups[0]);
        var error = Assert.Throws<TrainingException>(() => Trainer(model, Options(FineTuningSchedule.FullFineTuning(1)) with { BatchSize = 8 }).Train(new ToyData(40, 1)));
        Assert.Contains("The loss became NaN in step 1 (epoch 1, phase 'all'), on toy, row ", error.Message);
        Assert.Contains("and 3 more", error.Message);
        Assert.Equal(before, TensorHash.Of(model.LayerGroups[0]));
    }

    [Fact]
    public void Train_WhenCancelled_FinishesTheStepAndStops()
    {
        using var source = new CancellationTokenSource();
        var log = new Log { OnStepDo = step => { if (step == 3) source.Cancel(); } };
        var model = Model();
        Assert.Throws<OperationCanceledException>(() => new Trainer(model, Options(FineTuningSchedule.FullFineTuning(5)), Labels, [log]).Train(new ToyData(100, 1), null, source.Token));
        Assert.Equal("step 3", log.Lines[^1]);
        Assert.False(model.training);
    }

    [Fact]
    public void Train_OnUnlabelledExamples_SaysHowManyAndWhere()
    {
        var data = new ToyData(4, 1) { Labels = [0, 1, -1, -1] };
        var error = Assert.Throws<ArgumentException>(() => Trainer(Model(), Options(FineTuningSchedule.FullFineTuning(1))).Train(data));
        Assert.Contains("2 of 4 have none (first: toy, row 3)", error.Message);
    }

    [Fact]
    public void Train_UntilNoImprovementWithoutValidation_IsRefused()
    {
        var schedule = new FineTuningSchedule("mine", [new Phase { Length = PhaseLength.UntilNoImprovement(2) }]);
        Assert.Contains("needs validation data", Assert.Throws<ArgumentException>(() => Trainer(Model(), Options(schedule)).Train(new ToyData(10, 1))).Message);
    }

    [Fact]
    public void Train_OverManySteps_LeavesNoTensorsBehind()
    {
        var (model, data) = (Model(), new ToyData(40, 1));
        long After(double epochs)
        {
            Trainer(model, Options(FineTuningSchedule.FullFineTuning(epochs))).Train(data, data);
            return DisposeScopeManager.Statistics.ThreadTotalLiveCount;
        }
        Assert.Equal(After(2), After(12));
    }

    private static TrainingOptions Options(FineTuningSchedule schedule) => new() { Schedule = schedule, LearningRate = 0.02, BatchSize = 16 };

    private static Trainer Trainer(ClassificationModel model, TrainingOptions options) => new(model, options, Labels);

    private static ClassificationModel Model()
    {
        manual_seed(1);
        var backbone = WordBackboneOptions.ByName("max").Build(new WordEmbedding(randn(16, 8), zeros(0, 8)), PretrainedPart.Vectors);
        return new ClassificationModel(backbone, new Head(backbone.FeatureSize, 2, new HeadOptions { Dropout = 0.1 }));
    }

    private sealed class Log : ITrainingCallback
    {
        public List<string> Lines { get; } = [];

        public List<EpochReport> Epochs { get; } = [];

        public Action<long> OnStepDo { get; init; } = _ => { };

        public void OnStart(TrainingStart start) => Lines.Add($"start {start.MaxSteps}");

        public void OnPhaseStart(PhaseStart phase) => Lines.Add($"phase {phase.Phase.Name}");

        public void OnStep(StepReport step)
        {
            Lines.Add($"step {step.Step}");
            OnStepDo(step.Step);
        }

        public void OnEpoch(EpochReport epoch)
        {
            Lines.Add($"epoch {epoch.Epoch}");
            Epochs.Add(epoch);
        }

        public void OnEnd(TrainingResult result) => Lines.Add("end");
    }
}
