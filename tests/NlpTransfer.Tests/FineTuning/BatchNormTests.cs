using NlpTransfer.FineTuning;
using NlpTransfer.Heads;
using TorchSharp;
using static TorchSharp.torch;

namespace NlpTransfer.Tests.FineTuning;

public sealed class BatchNormTests : IDisposable
{
    private readonly DisposeScope scope = NewDisposeScope();

    public void Dispose() => scope.Dispose();

    [Theory]
    [InlineData(true, false, "feature-extraction", false, false)]
    [InlineData(true, true, "feature-extraction", false, false)] // frozen comes first
    [InlineData(true, false, "full-fine-tuning", false, true)] // inference mode: its scale learns, its statistics stay
    [InlineData(true, true, "full-fine-tuning", true, true)]
    [InlineData(false, false, "feature-extraction", true, true)] // without pretrained weights there is nothing to keep
    public void BatchNorm_MovesItsStatistics_OnlyWhereItMay(bool isPretrained, bool trainBatchNorm, string schedule, bool movesStatistics, bool movesScale)
    {
        var backbone = new NormBackbone(isPretrained);
        var model = new ClassificationModel(backbone, new Head(5, 2));
        using var freezing = new FreezeController(model, model.LayerGroups, weightDecay: 0, trainBatchNorm: trainBatchNorm);
        freezing.Apply(FineTuningSchedule.ByName(schedule).Resolve(model.GroupNames, model.PretrainedGroups)[0]);
        var before = backbone.Norms.Select(n => n.state_dict().ToDictionary(s => s.Key, s => s.Value.clone())).ToArray();
        for (var step = 0; step < 3; step++) FreezingContract.Step(model, freezing, FreezingContract.Numbers());
        foreach (var (norm, old) in backbone.Norms.Zip(before))
        {
            var now = norm.state_dict();
            foreach (var name in new[] { "running_mean", "running_var", "num_batches_tracked" }) Assert.Equal(movesStatistics, !now[name].Equals(old[name]));
            foreach (var name in new[] { "weight", "bias" }) Assert.Equal(movesScale, !now[name].Equals(old[name]));
        }
    }
}
