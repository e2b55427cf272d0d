using NlpTransfer.Backbones;
using NlpTransfer.FineTuning;
using NlpTransfer.Heads;
using NlpTransfer.Tests.Data;
using NlpTransfer.Tests.FineTuning;
using NlpTransfer.Tests.Training;
using NlpTransfer.Tests.Training.Features;
using NlpTransfer.Training;
using TorchSharp;
using static TorchSharp.torch;

namespace NlpTransfer.Tests.Backbones.Lora;

/// <summary>The laws of training adapters: the weights below stay to the bit, only what trains has state, and what trains is never cached away.</summary>
[Collection(TorchGenerator.Name)]
public sealed class LoraTrainingTests : IDisposable
{
    private readonly DisposeScope scope = NewDisposeScope();

    public void Dispose() => scope.Dispose();

    [Theory]
    [InlineData("full-fine-tuning", null)]
    [InlineData("gradual-unfreezing", null)]
    [InlineData("freeze-then-unfreeze", null)]
    [InlineData("last-groups", LoraOptions.AllLinear)]
    public void BaseWeights_OverAllPhases_AreBitIdenticalAndTheAdaptersMove(string schedule, string? target)
    {
        using var model = FeatureRuns.Model("bert", Lora(target));
        var frozen = FrozenParameters.Of(model.LayerGroups, []);
        using var freezing = new FreezeController(model, model.LayerGroups, weightDecay: 0.1, frozen);
        foreach (var phase in FineTuningSchedule.ByName(schedule).Resolve(model.GroupNames, model.PretrainedGroups).Select(frozen.Narrow))
        {
            freezing.Apply(phase);
            var (fixedBefore, before) = (Fixed(model), Changing(model));
            for (var step = 0; step < 3; step++) FreezingContract.Step(model, freezing, TextBatch.Ids(200));
            Assert.Equal(fixedBefore, Fixed(model));
            var after = Changing(model);
            for (var g = 0; g < before.Length; g++) Assert.Equal(phase.IsFrozen(g), before[g] == after[g]);
            var trainable = model.LayerGroups.Where((_, g) => !phase.IsFrozen(g)).Sum(g => g.ChangingState.Where(s => !s.Name.EndsWith("lora_scale", StringComparison.Ordinal)).Sum(s => s.Value.numel()));
            Assert.Equal(2 * trainable, freezing.OptimizerStates.Sum(s => s.State.exp_avg.numel() + s.State.exp_avg_sq.numel()));
            Assert.All(model.LayerGroups.SelectMany(g => g.Fixed).SelectMany(m => m.parameters()), p => Assert.True(!p.requires_grad && p.grad is null));
            Assert.All(model.LayerGroups.SelectMany(g => g.Fixed).SelectMany(m => m.modules().Prepend(m)), m => Assert.False(m.training));
        }
    }

    [Theory]
    [InlineData(null, 1)] // embeddings alone: every layer has an adapter
    [InlineData("layer.1.attention.self.query", 2)]
    [InlineData("layer.2.attention.self.value", 3)]
    public void FrozenPrefix_EndsBelowTheFirstAdapter(string? target, int expected)
    {
        using var model = FeatureRuns.Model("bert", Lora(target));
        var frozen = FrozenParameters.Of(model.LayerGroups, []);
        using var freezing = new FreezeController(model, model.LayerGroups, weightDecay: 0, frozen);
        var phase = frozen.Narrow(FineTuningSchedule.FullFineTuning().Resolve(model.GroupNames, model.PretrainedGroups)[0]);
        freezing.Apply(phase);
        Assert.Equal((expected, expected), (freezing.FrozenPrefix, phase.FrozenPrefix));
    }

    [Fact]
    public void Train_OnKeptFeaturesBelowTheAdapters_HasTheLossesOfTrainingWithout()
    {
        var lora = Lora("layer.2.attention.self.value");
        var (expected, _) = FeatureRuns.Train(FeatureRuns.Model("bert", lora), FineTuningSchedule.FullFineTuning(4), new() { Mode = FeatureCacheMode.Off });
        var (found, reports) = FeatureRuns.Train(FeatureRuns.Model("bert", lora), FineTuningSchedule.FullFineTuning(4), new());
        Assert.Equal([("training", 3, FeatureStorage.Memory), ("validation", 3, FeatureStorage.Memory)], reports.Select(r => (r.Data, r.Groups, r.Storage)));
        Assert.Equal(expected.Length, found.Length);
        Assert.All(expected.Zip(found), pair => Assert.Equal(pair.First, pair.Second, 1e-5));
    }

    [Fact]
    public void FrozenAdapters_OfAnotherScale_HaveOtherFeatures()
    {
        var schedule = FineTuningSchedule.FeatureExtraction(2);
        string[] keys = [.. new[] { 1.0, 2.0 }.Select(alpha => FeatureRuns.Train(FeatureRuns.Model("bert", Lora(null) with { Alpha = alpha }), schedule, new()).Reports[0].Key!)];
        Assert.NotEqual(keys[0], keys[1]);
    }

    [Fact]
    public void Forward_BeforeTraining_IsTheEncoders()
    {
        using var plain = FeatureRuns.Model("bert");
        using var adapted = FeatureRuns.Model("bert", Lora(LoraOptions.AllLinear));
        plain.eval();
        adapted.eval();
        Assert.Equal(plain.Backbone.Features(TextBatch.Ids(200)).data<float>().ToArray(), adapted.Backbone.Features(TextBatch.Ids(200)).data<float>().ToArray());
        Assert.Equal(3 * 6 + 1, ((EncoderBackbone)adapted.Backbone).Adapter!.LayerNames.Count); // and the pooler's
    }

    [Fact]
    public void Continue_AfterACrashAtAnyStep_EndsBitIdenticalAndKeepsNoBaseWeights()
    {
        using var folder = new TempFolder();
        string Run(string name, int? crashAt, Func<string, TrainingCheckpoints>? checkpoints)
        {
            using var inner = NewDisposeScope();
            using var model = FeatureRuns.Model("bert", Lora(null));
            var options = new TrainingOptions { Schedule = FineTuningSchedule.FreezeThenUnfreeze(1, 2), LearningRate = 5e-3, BatchSize = 12, Seed = 4 };
            var trainer = new Trainer(model, options, FeatureRuns.Labels, [new Crash(crashAt)], checkpoints: checkpoints?.Invoke(Path.Combine(folder.Root, name)));
            rand(3);
            trainer.Train(new ToyData(48, 1), new ToyData(20, 2), TestContext.Current.CancellationToken);
            return string.Join('\n', model.LayerGroups.Select(TensorHash.Of));
        }
        var every = new CheckpointOptions { EverySteps = 1, EverySeconds = null };
        var expected = Run("none", null, null);
        foreach (var step in new[] { 2, 5, 8, 12 })
        {
            Assert.Throws<InvalidOperationException>(() => Run($"{step}", step, f => TrainingCheckpoints.Create(f, every)));
            Assert.Equal(expected, Run($"{step}", null, f => TrainingCheckpoints.Continue(f, every, allowChanges: false)));
        }
        var weights = Directory.GetFiles(folder.Root, "weights.safetensors", SearchOption.AllDirectories).Select(f => new FileInfo(f).Length).Max();
        Assert.InRange(weights, 1, 40_000); // the encoder itself has 297,212 bytes
    }

    private static LoraOptions Lora(string? target) => new() { Rank = 2, Dropout = 0.1, Targets = target is null ? [] : [target] };

    private static string Fixed(ClassificationModel model) => string.Join(' ', model.LayerGroups.Select(g => TensorHash.Of(g with { Modules = g.Fixed })));

    private static string[] Changing(ClassificationModel model) => [.. model.LayerGroups.Select(g => TensorHash.Of(g with { Modules = [.. g.Modules.Except(g.Fixed)] }))];

    private sealed class Crash(long? at) : ITrainingCallback
    {
        public void OnStep(StepReport step)
        {
            if (step.Step == at) throw new InvalidOperationException("crash");
        }
    }
}
