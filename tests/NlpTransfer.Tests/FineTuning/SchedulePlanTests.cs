using NlpTransfer.FineTuning;

namespace NlpTransfer.Tests.FineTuning;

public sealed class SchedulePlanTests
{
    private static readonly GroupOutline[] Groups = [new("embeddings", true, 100), new("layer.0", true, 20), new("head", false, 3)];

    [Fact]
    public void Plan_OfTwoPhases_HasAColumnAnEpochAndCountsWhatTrains()
    {
        var plan = SchedulePlan.Of(FineTuningSchedule.FreezeThenUnfreeze(2, 1, 0.5), Groups, 0.01, LearningRateSchedule.Constant());
        Assert.Equal([("frozen", 3L, 120L, 2), ("unfrozen", 123L, 0L, 0)], plan.Phases.Select(p => (p.Name, p.TrainableParameters, p.FrozenParameters, p.FrozenPrefix)));
        Assert.Equal(["1", "2", "3"], plan.Phases.SelectMany(p => p.Spans).Select(s => s.Label));
        Assert.Equal([0, 0, 0.01], plan.Phases[0].Spans[1].Rates);
        Assert.Equal([0.005, 0.005, 0.005], plan.Phases[1].Spans[0].Rates);
    }

    [Fact]
    public void Plan_WithALinearRate_FallsFromEpochToEpochToTheSameRatesAsTheSchedule()
    {
        var rates = LearningRateSchedule.Linear();
        var plan = SchedulePlan.Of(FineTuningSchedule.FullFineTuning(4), Groups, 1, rates);
        Assert.Equal([1, 0.75, 0.5, 0.25], plan.Phases[0].Spans.Select(s => s.Rates[2]));
        Assert.Equal(plan.Phases[0].Spans.Select(s => s.Rates[2]), Enumerable.Range(0, 4).Select(e => rates.Factor(e * 100, 400, [])));
    }

    [Fact]
    public void Plan_OfAPhaseInSteps_IsEpochsOnlyWhenTheDataIsKnown()
    {
        var schedule = new FineTuningSchedule("mine", [new Phase { Length = PhaseLength.Steps(25) }, new Phase { Length = PhaseLength.Epochs(1.5) }]);
        Assert.Equal(["25 steps", "1", "2"], SchedulePlan.Of(schedule, Groups, 1, LearningRateSchedule.Constant()).Phases.SelectMany(p => p.Spans).Select(s => s.Label));
        Assert.Equal(["1", "2", "3", "4", "5"], SchedulePlan.Of(schedule, Groups, 1, LearningRateSchedule.Constant(), stepsPerEpoch: 10).Phases.SelectMany(p => p.Spans).Select(s => s.Label));
    }
}
