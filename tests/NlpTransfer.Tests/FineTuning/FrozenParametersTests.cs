using NlpTransfer.FineTuning;
using NlpTransfer.Heads;
using TorchSharp;
using static TorchSharp.torch;

namespace NlpTransfer.Tests.FineTuning;

public sealed class FrozenParametersTests : IDisposable
{
    private readonly DisposeScope scope = NewDisposeScope();

    public void Dispose() => scope.Dispose();

    [Theory]
    [InlineData("lower.*", 4)]
    [InlineData("*.bias", 5)]
    [InlineData("upper.weight", 2)] // of both modules of the group
    [InlineData("head.classifier.weigh?", 1)]
    [InlineData("*", 10)]
    public void Pattern_SelectsByGroupAndName(string pattern, int expected)
    {
        var model = Model();
        var frozen = FrozenParameters.Of(model.LayerGroups, [pattern]);
        Assert.Equal(expected, model.parameters().Count(frozen.Holds));
    }

    [Theory]
    [InlineData("lowr.*", "Did you mean 'lower.*'?")]
    [InlineData("head.clasifier.bias", "Did you mean 'head.classifier.bias'?")]
    [InlineData("lower.(", "Names are such as lower.weight")]
    public void Pattern_ThatMatchesNothing_IsAnErrorThatSuggestsOne(string pattern, string message)
    {
        var error = Assert.Throws<OptionsException>(() => FrozenParameters.Of(Model().LayerGroups, ["head.*", pattern]));
        Assert.Contains($"No parameter is called '{pattern}'.", error.Message);
        Assert.Contains(message, error.Message);
    }

    [Fact]
    public void Narrow_FreezesGroupsOfWhichNothingIsLeft()
    {
        var model = Model();
        var phase = FineTuningSchedule.FullFineTuning().Resolve(model.GroupNames)[0];
        Assert.Equal([0, 1, 1], FrozenParameters.Of(model.LayerGroups, ["lower.*", "upper.bias"]).Narrow(phase).RateFactors);
        Assert.Contains("freeze fewer", Assert.Throws<OptionsException>(() => FrozenParameters.Of(model.LayerGroups, ["*"]).Narrow(phase)).Message);
    }

    [Fact]
    public void FrozenParametersOfAGroupThatTrains_StayBitIdenticalAndTheirModulesSleep()
    {
        var model = Model();
        var frozen = FrozenParameters.Of(model.LayerGroups, ["upper.bias", "head.classifier.*"]);
        using var freezing = new FreezeController(model, model.LayerGroups, weightDecay: 0.1, frozen);
        freezing.Apply(frozen.Narrow(FineTuningSchedule.FullFineTuning().Resolve(model.GroupNames)[0]));
        var before = model.named_parameters().ToDictionary(p => p.name, p => p.parameter.clone());
        for (var step = 0; step < 3; step++) FreezingContract.Step(model, freezing, FreezingContract.Numbers());
        var same = model.named_parameters().Where(p => p.parameter.Equals(before[p.name])).Select(p => p.name).Order(StringComparer.Ordinal);
        Assert.Equal(["backbone.upper.bias", "backbone.upperNorm.bias", "head.classifier.bias", "head.classifier.weight"], same);
        Assert.False(model.Head.training);
        Assert.Equal(6, freezing.TrainableParameters.Count());
    }

    [Fact]
    public void Plan_WithPatterns_CountsWhatTheyLeave()
    {
        var model = Model();
        var plan = SchedulePlan.Of(FineTuningSchedule.FullFineTuning(1), GroupOutline.Of(model.LayerGroups, ["lower.*"]), 1, LearningRateSchedule.Constant());
        Assert.Equal([0, 1, 1], plan.Phases[0].Spans[0].Rates);
        Assert.Equal((57, 42), (plan.Phases[0].TrainableParameters, plan.Phases[0].FrozenParameters));
    }

    private static ClassificationModel Model() => new(new NormBackbone(), new Head(5, 2, new HeadOptions { Dropout = 0.1 }));
}
