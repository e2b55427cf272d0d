using NlpTransfer.Backbones;
using NlpTransfer.FineTuning;
using NlpTransfer.Heads;
using NlpTransfer.Tests.Training;
using TorchSharp;
using static TorchSharp.torch;

namespace NlpTransfer.Tests.FineTuning;

/// <summary>What the optimizers remember, phase by phase.</summary>
public sealed class OptimizerStateTests : IDisposable
{
    private readonly DisposeScope scope = NewDisposeScope();
    private readonly ClassificationModel model;
    private readonly FreezeController freezing;

    public OptimizerStateTests()
    {
        var backbone = new RecurrentOptions { HiddenSize = 5 }.Build(new WordEmbedding(randn(16, 8), zeros(0, 8)), PretrainedPart.Vectors);
        model = new ClassificationModel(backbone, new Head(backbone.FeatureSize, 2, new HeadOptions { Dropout = 0 }));
        freezing = new FreezeController(model, model.LayerGroups, weightDecay: 0.01);
    }

    public void Dispose()
    {
        freezing.Dispose();
        model.Dispose();
        scope.Dispose();
    }

    [Theory]
    [InlineData(0, 0, 1)]
    [InlineData(0, 1, 1)]
    [InlineData(1, 1, 1)]
    [InlineData(1, 0, 1)]
    public void Memory_InAnyPhase_IsTwoNumbersForEachThatTrains(params int[] trains)
    {
        Train(trains);
        var trainable = model.LayerGroups.Where((_, g) => trains[g] == 1).Sum(g => g.Parameters.Sum(p => p.numel()));
        Assert.Equal(2 * trainable, freezing.OptimizerStates.Sum(s => s.State.exp_avg.numel() + s.State.exp_avg_sq.numel()));
        Assert.Equal(trainable, freezing.TrainableParameters.Sum(p => p.numel()));
    }

    [Fact]
    public void Unfreezing_AnotherGroup_KeepsTheStateOfThoseThatTrain()
    {
        Train(0, 0, 1);
        var before = State("head");
        Train(0, 1, 1, steps: 0);
        Assert.Equal(before, State("head"));
        Assert.All(Steps("layer.0"), step => Assert.Equal(0, step));
    }

    [Fact]
    public void Refreezing_AGroup_DropsItsStateForGood()
    {
        Train(0, 1, 1);
        Assert.All(Steps("layer.0"), step => Assert.Equal(3, step));
        Train(0, 0, 1);
        Assert.Empty(Steps("layer.0"));
        Train(0, 1, 1, steps: 0);
        Assert.All(Steps("layer.0"), step => Assert.Equal(0, step));
        Assert.All(Steps("head"), step => Assert.Equal(6, step));
    }

    private void Train(int embeddings, int layer, int head, int steps = 3) => Train([embeddings, layer, head], steps);

    private void Train(int[] trains, int steps = 3)
    {
        freezing.Apply(new ResolvedPhase("test", [.. trains.Select(t => (double)t)], PhaseLength.Epochs(1), null));
        var data = new ToyData(8, 1);
        for (var i = 0; i < steps; i++)
        {
            freezing.ZeroGrad();
            model.Forward(data.Collate([0, 1, 2, 3], CPU)).square().sum().backward();
            freezing.SetRate(0.01);
            freezing.Step();
        }
    }

    private long[] Steps(string group) => [.. Of(group).Select(s => s.step)];

    private string State(string group) => string.Join(' ', Of(group).Select(s => $"{s.step} {Convert.ToHexString(s.exp_avg.bytes)} {Convert.ToHexString(s.exp_avg_sq.bytes)}"));

    private IEnumerable<TorchSharp.Modules.AdamW.State> Of(string group)
    {
        var handles = model.LayerGroups.Single(g => g.Name == group).Parameters.Select(p => p.Handle).ToHashSet();
        return freezing.OptimizerStates.Where(s => handles.Contains(s.Parameter.Handle)).Select(s => s.State);
    }
}
