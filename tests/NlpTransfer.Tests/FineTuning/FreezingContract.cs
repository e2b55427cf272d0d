using NlpTransfer.Backbones;
using NlpTransfer.FineTuning;
using NlpTransfer.Heads;
using NlpTransfer.Tests.Backbones;
using NlpTransfer.Tests.Data;
using NlpTransfer.Training;
using TorchSharp;
using static TorchSharp.torch;

namespace NlpTransfer.Tests.FineTuning;

/// <summary>
/// Frozen is frozen: the laws that every backbone keeps, by hash of parameters and buffers. A backbone inherits this and supplies
/// itself with a batch of four examples.
/// </summary>
public abstract class FreezingContract : IDisposable
{
    private static readonly long[] Labels = [0, 1, 1, 0];

    private readonly DisposeScope scope = NewDisposeScope();

    /// <summary>A new model of two classes; equal seeds give equal weights.</summary>
    internal abstract Backbone Create();

    /// <summary>Four examples.</summary>
    internal abstract Activations Batch();

    public void Dispose()
    {
        scope.Dispose();
        GC.SuppressFinalize(this);
    }

    [Theory]
    [InlineData("feature-extraction", 1)]
    [InlineData("last-groups", 1)]
    [InlineData("freeze-then-unfreeze", 1)]
    [InlineData("gradual-unfreezing", 1)]
    [InlineData("gradual-unfreezing", 3)]
    [InlineData("discriminative-rates", 2)]
    public void FrozenGroups_OverPhasesAndAccumulatedGradients_AreBitIdentical(string schedule, int accumulated)
    {
        var model = Model();
        using var freezing = Controller(model);
        foreach (var phase in Phases(model, schedule))
        {
            freezing.Apply(phase);
            var before = Hashes(model);
            for (var step = 0; step < 2; step++)
            {
                Step(model, freezing, Batch(), accumulated);
                Evaluate(model, freezing); // every evaluation wakes and freezes again
            }
            AssertFrozen(phase, before, Hashes(model));
        }
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void FrozenGroups_WithEitherWayToDropGradients_AreBitIdentical(bool setToNone)
    {
        var model = Model();
        using var freezing = Controller(model);
        foreach (var phase in Phases(model, "freeze-then-unfreeze").Reverse()) // re-freezing leaves gradients behind where none were set
        {
            freezing.Apply(phase);
            var before = Hashes(model);
            for (var step = 0; step < 3; step++)
            {
                model.zero_grad(setToNone);
                Loss(model, Batch()).backward();
                freezing.SetRate(0.01);
                freezing.Step();
            }
            AssertFrozen(phase, before, Hashes(model));
        }
    }

    [Fact]
    public void FrozenGroups_AreFrozenInAllThreeWays()
    {
        var model = Model();
        using var freezing = Controller(model);
        foreach (var phase in Phases(model, "gradual-unfreezing"))
        {
            freezing.Apply(phase);
            Step(model, freezing, Batch());
            var stepped = freezing.OptimizerStates.Select(s => s.Parameter.Handle).ToHashSet();
            foreach (var (g, group) in model.LayerGroups.Index())
            {
                Assert.All(group.Parameters, p => Assert.Equal(!phase.IsFrozen(g), p.requires_grad));
                Assert.All(group.Parameters, p => Assert.Equal(!phase.IsFrozen(g), stepped.Contains(p.Handle)));
                if (phase.IsFrozen(g)) Assert.All(group.Modules.SelectMany(m => m.modules().Prepend(m)), m => Assert.False(m.training));
                if (phase.IsFrozen(g)) Assert.All(group.Parameters, p => Assert.Null(p.grad));
            }
        }
    }

    [Fact]
    public void OptimizerMemory_IsInProportionToWhatTrains()
    {
        var model = Model();
        using var freezing = Controller(model);
        foreach (var phase in Phases(model, "gradual-unfreezing"))
        {
            freezing.Apply(phase);
            Step(model, freezing, Batch());
            var trainable = model.LayerGroups.Where((_, g) => !phase.IsFrozen(g)).Sum(g => g.Parameters.Sum(p => p.numel()));
            Assert.Equal(2 * trainable, freezing.OptimizerStates.Sum(s => s.State.exp_avg.numel() + s.State.exp_avg_sq.numel()));
        }
    }

    [Fact]
    public void Unfreezing_KeepsTheStateOfGroupsThatTrainedAlready()
    {
        var model = Model();
        using var freezing = Controller(model);
        var phases = Phases(model, "gradual-unfreezing");
        freezing.Apply(phases[0]);
        Step(model, freezing, Batch());
        Step(model, freezing, Batch());
        var before = Moments(freezing);
        freezing.Apply(phases[^1]);
        var after = Moments(freezing);
        Assert.All(before, m => Assert.Equal(m.Value, after[m.Key]));
        Assert.All(after.Where(m => !before.ContainsKey(m.Key)), m => Assert.Equal(0, m.Value.Steps));
    }

    [Fact]
    public void Refreezing_DropsTheState()
    {
        var model = Model();
        using var freezing = Controller(model);
        var (all, head) = (Phases(model, "full-fine-tuning")[0], Phases(model, "feature-extraction")[0]);
        freezing.Apply(all);
        Step(model, freezing, Batch());
        freezing.Apply(head);
        var frozen = model.LayerGroups.Where((_, g) => head.IsFrozen(g)).SelectMany(g => g.Parameters).Select(p => p.Handle).ToHashSet();
        Assert.DoesNotContain(freezing.OptimizerStates, s => frozen.Contains(s.Parameter.Handle));
        freezing.Apply(all);
        Assert.All(freezing.OptimizerStates.Where(s => frozen.Contains(s.Parameter.Handle)), s => Assert.Equal(0, s.State.step));
    }

    [Fact]
    public void Train_AfterTheLibrarysOwn_IsFrozenAgain()
    {
        var model = Model();
        using var freezing = Controller(model);
        var phase = Phases(model, "feature-extraction")[0];
        freezing.Apply(phase);
        var before = Hashes(model);
        model.train(); // what user code may do
        freezing.EnterTraining();
        Step(model, freezing, Batch());
        AssertFrozen(phase, before, Hashes(model));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    public void FrozenGroups_OfATrainingThatIsBrokenOffAndGoesOn_AreBitIdentical(int accumulated)
    {
        using var folder = new TempFolder();
        var checkpoints = Path.Combine(folder.Root, "checkpoints");
        var phase = FineTuningSchedule.LastGroups(1, 6);
        var options = new TrainingOptions { Schedule = phase, LearningRate = 0.01, WeightDecay = 0.1, BatchSize = 1, AccumulatedBatches = accumulated };
        var (broken, resumed) = (Model(), Model());
        Copy(broken, resumed); // other tests draw from the same generator meanwhile
        var before = Hashes(broken);
        Assert.Throws<InvalidOperationException>(() => new Trainer(broken, options, ["no", "yes"], [new Crash(3)], checkpoints: TrainingCheckpoints.Create(checkpoints, new() { EverySteps = 1, EverySeconds = null })).Train(new BatchData(Batch())));
        new Trainer(resumed, options, ["no", "yes"], checkpoints: TrainingCheckpoints.Continue(checkpoints)).Train(new BatchData(Batch()));
        foreach (var model in new[] { broken, resumed }) AssertFrozen(phase.Resolve(model.GroupNames, model.PretrainedGroups)[0], before, Hashes(model));
    }

    /// <summary>Rows of four numbers for <see cref="NormBackbone"/>.</summary>
    internal static Activations Numbers() => new(tensor(new long[] { 1, 2, 3, 4, 4, 3, 2, 1, 0, 5, 0, 5, 2, 2, 7, 1 }, [4, 4]));

    internal static void Step(ClassificationModel model, FreezeController freezing, Activations batch, int accumulated = 1)
    {
        freezing.SetRate(0.01);
        freezing.ZeroGrad();
        for (var i = 0; i < accumulated; i++) Loss(model, batch).backward();
        freezing.Step();
    }

    private static Tensor Loss(ClassificationModel model, Activations batch) => nn.functional.cross_entropy(model.Forward(batch), tensor(Labels));

    private static FreezeController Controller(ClassificationModel model) => new(model, model.LayerGroups, weightDecay: 0.1);

    private static IReadOnlyList<ResolvedPhase> Phases(ClassificationModel model, string schedule) => FineTuningSchedule.ByName(schedule).Resolve(model.GroupNames, model.PretrainedGroups);

    private static string[] Hashes(ClassificationModel model) => [.. model.LayerGroups.Select(TensorHash.Of)];

    private static Dictionary<IntPtr, (long Steps, string Mean, string Square)> Moments(FreezeController freezing) => freezing.OptimizerStates.ToDictionary(
        s => s.Parameter.Handle, s => ((long)s.State.step, Convert.ToHexString(s.State.exp_avg.bytes), Convert.ToHexString(s.State.exp_avg_sq.bytes)));

    private static void AssertFrozen(ResolvedPhase phase, string[] before, string[] after)
    {
        for (var g = 0; g < before.Length; g++) Assert.Equal(phase.IsFrozen(g), before[g] == after[g]);
    }

    private static void Copy(ClassificationModel from, ClassificationModel to)
    {
        using var guard = no_grad();
        foreach (var ((_, source), (_, target)) in from.LayerGroups.SelectMany(g => g.State).Zip(to.LayerGroups.SelectMany(g => g.State))) target.copy_(source);
    }

    private void Evaluate(ClassificationModel model, FreezeController freezing)
    {
        model.eval();
        using (no_grad()) model.Forward(Batch());
        freezing.EnterTraining();
    }

    private ClassificationModel Model()
    {
        manual_seed(1);
        var backbone = Create();
        return new(backbone, new Head(backbone.FeatureSize, 2, new HeadOptions { Dropout = 0.1 }));
    }

    private sealed class Crash(long at) : ITrainingCallback
    {
        public void OnStep(StepReport step)
        {
            if (step.Step == at) throw new InvalidOperationException("crash");
        }
    }
}
