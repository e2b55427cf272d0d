using NlpTransfer.FineTuning;
using NlpTransfer.Heads;
using NlpTransfer.Tests.Backbones;
using NlpTransfer.Tests.FineTuning;
using NlpTransfer.Training;
using TorchSharp;
using static TorchSharp.torch;

namespace NlpTransfer.Tests.Training;

[Collection(TorchGenerator.Name)]
public sealed class RateSearchTests : IDisposable
{
    private readonly DisposeScope scope = NewDisposeScope();

    public void Dispose() => scope.Dispose();

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Run_LeavesWeightsBuffersModesOptimizerAndGeneratorAsTheyWere(bool isCancelled)
    {
        var model = new ClassificationModel(new NormBackbone(isPretrained: false), new Head(5, 2)); // BatchNorm that trains, dropout that draws
        using var freezing = new FreezeController(model, model.LayerGroups, weightDecay: 0.1);
        freezing.Apply(FineTuningSchedule.LastGroups(2).Resolve(model.GroupNames)[0]);
        FreezingContract.Step(model, freezing, FreezingContract.Numbers()); // an optimizer in the middle of its work
        var before = Everything(model, freezing);
        using var source = new CancellationTokenSource();
        var data = new Rows(() => { if (isCancelled) source.Cancel(); });
        var failed = Record.Exception(() => RateSearch.Run(model, data, Options, new() { Steps = 20, Highest = 0.1 }, cancellation: source.Token));
        Assert.Equal(isCancelled, failed is OperationCanceledException);
        Assert.Equal(before, Everything(model, freezing));
        FreezingContract.Step(model, freezing, FreezingContract.Numbers());
        Assert.NotEqual(before, Everything(model, freezing)); // the hash sees a step
    }

    [Fact]
    public void Run_Twice_GivesTheSameCurve()
    {
        var model = new ClassificationModel(new NormBackbone(isPretrained: false), new Head(5, 2));
        RateCurve Run() => RateSearch.Run(model, new Rows(), Options, new() { Steps = 30, Lowest = 1e-4, StopAt = 100 });
        Assert.Equal(Run().Points, Run().Points);
        Assert.Equal(30, Run().Points.Count);
        Assert.Equal([1e-4, 1], [Run().Points[0].Rate, Math.Round(Run().Points[^1].Rate, 9)]);
    }

    [Fact]
    public void Run_OverAPhase_NeedsThePhase()
    {
        var model = new ClassificationModel(new NormBackbone(), new Head(5, 2));
        Assert.Contains("has 1 phases here; there is no phase 2", Assert.Throws<ArgumentException>(() => RateSearch.Run(model, new Rows(), Options, new() { Phase = 2 })).Message);
        Assert.Equal(
            ["Lowest must be above 0, was 0.", "Highest must be above Lowest (0), was 0.", "Steps must be at least 10, was 1.", "StopAt must be above 1, was 1.", "Phase must be at least 1, was 0."],
            new RateSearchOptions { Lowest = 0, Highest = 0, Steps = 1, StopAt = 1, Phase = 0 }.Validate());
    }

    [Fact]
    public void Curve_OfALossThatFallsAndRises_IsSteepestBeforeItsLowest()
    {
        // A fall whose middle is at 1e-3, and a rise from 1e-1 on.
        var losses = Enumerable.Range(0, 100).Select(i => -6 + (i * 0.06)).Select(e => (Math.Pow(10, e), (1 / (1 + Math.Exp(4 * (e + 3)))) + Math.Exp(4 * (e + 0.5)))).ToArray();
        var curve = RateCurve.Of(losses);
        Assert.InRange(curve.Steepest, 5e-4, 1e-2); // smoothing follows a few rates later
        Assert.InRange(curve.Lowest, 1e-2, 0.3);
        Assert.True(curve.Steepest < curve.Lowest);
    }

    [Fact]
    public void Curve_OfOnePoint_IsThatPoint() => Assert.Equal((0.5, 0.5), (RateCurve.Of([(0.5, 1.0)]).Steepest, RateCurve.Of([(0.5, 1.0)]).Lowest));

    private static TrainingOptions Options => new() { Schedule = FineTuningSchedule.FullFineTuning(1), BatchSize = 8 };

    private static string Everything(ClassificationModel model, FreezeController freezing)
    {
        using var generator = Generator.Default;
        return string.Join('\n',
        [
            .. model.LayerGroups.Select(TensorHash.Of),
            string.Join(' ', model.modules().Prepend(model).Select(m => m.training)), string.Join(' ', model.parameters().Select(p => p.requires_grad)),
            .. freezing.OptimizerStates.Select(s => $"{s.State.step} {Convert.ToHexString(s.State.exp_avg.bytes)} {Convert.ToHexString(s.State.exp_avg_sq.bytes)}"),
            Convert.ToHexString(generator.get_state().bytes),
        ]);
    }

    private sealed class Rows(Action? onBatch = null) : ITrainingData
    {
        public int Count => 32;

        public IReadOnlyList<int> Lengths { get; } = [.. Enumerable.Repeat(1, 32)];

        public IReadOnlyList<int> Labels { get; } = [.. Enumerable.Range(0, 32).Select(i => i % 2)];

        public IReadOnlyList<IReadOnlyList<int>> LabelSets => [.. Labels.Select(l => new[] { l })];

        public int Truncated => 0;

        public NlpTransfer.Backbones.Activations Collate(IReadOnlyList<int> indices, Device device)
        {
            onBatch?.Invoke();
            return new(tensor([.. indices.SelectMany(i => new long[] { i % 7, i % 2 * 5, i % 3, i % 5 })], [indices.Count, 4]));
        }

        public string Source(int index) => $"row {index}";
    }
}
