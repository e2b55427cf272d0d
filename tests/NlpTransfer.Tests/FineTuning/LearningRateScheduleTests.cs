using NlpTransfer.FineTuning;

namespace NlpTransfer.Tests.FineTuning;

public class LearningRateScheduleTests
{
    public static TheoryData<string, double[]> Tables => new()
    {
        { "constant", [1, 1, 1, 1, 1, 1, 1, 1, 1, 1] },
        { "linear", [0.5, 1, 8 / 9.0, 7 / 9.0, 6 / 9.0, 5 / 9.0, 4 / 9.0, 3 / 9.0, 2 / 9.0, 1 / 9.0] },
        { "cosine", [0.5, 1, 0.96985, 0.88302, 0.75, 0.58682, 0.41318, 0.25, 0.11698, 0.03015] },
        { "one-cycle", [0.04, 0.28, 0.76, 1, 0.95048, 0.81175, 0.61126, 0.38874, 0.18826, 0.04952] },
        { "slanted-triangular", [0.03125, 1, 0.89236, 0.78472, 0.67708, 0.56944, 0.46181, 0.35417, 0.24653, 0.13889] },
    };

    [Theory]
    [MemberData(nameof(Tables))]
    public void Factor_OverTenSteps_IsTheTabledOne(string name, double[] expected)
    {
        var schedule = LearningRateSchedule.ByName(name);
        var found = Enumerable.Range(0, expected.Length).Select(step => schedule.Factor(step, expected.Length, []));
        Assert.All(expected.Zip(found), pair => Assert.Equal(pair.First, pair.Second, 1e-5));
    }

    [Fact]
    public void Plateau_WithoutImprovement_FallsAndStaysDown()
    {
        var schedule = LearningRateSchedule.ReduceOnPlateau(factor: 0.5, patience: 1);
        double[] history = [0.5, 0.6, 0.6, 0.59, 0.7, 0.7, 0.7, 0.7, 0.7];
        double[] expected = [1, 1, 1, 1, 0.5, 0.5, 0.5, 0.25, 0.25, 0.125];
        Assert.Equal(expected, Enumerable.Range(0, 10).Select(n => schedule.Factor(0, 100, history[..n])));
    }

    [Fact]
    public void WarmupSteps_WhenGiven_CountInsteadOfTheShare()
    {
        var schedule = LearningRateSchedule.Linear(warmupShare: 0.5) with { WarmupSteps = 3 };
        Assert.Equal([0.25, 0.5, 0.75, 1], Enumerable.Range(0, 4).Select(s => schedule.Factor(s, 100, [])));
    }

    [Fact]
    public void Factor_OfEverySchedule_LiesBetween0And1AndRisesBeforeItFalls()
    {
        foreach (var schedule in LearningRateSchedule.Names.Select(LearningRateSchedule.ByName))
            for (var total = 1; total < 120; total += 7)
            {
                var factors = Enumerable.Range(0, total).Select(s => schedule.Factor(s, total, [])).ToArray();
                Assert.All(factors, f => Assert.InRange(f, 0, 1));
                var top = Array.IndexOf(factors, factors.Max());
                Assert.Equal(factors[..top].Order(), factors[..top]);
                Assert.Equal(factors[top..].OrderDescending(), factors[top..]);
            }
    }

    [Fact]
    public void Factor_OfTheSameArguments_IsTheSame()
    {
        foreach (var schedule in LearningRateSchedule.Names.Select(LearningRateSchedule.ByName))
        {
            _ = schedule.Factor(90, 100, [0.1, 0.1, 0.1, 0.1]);
            Assert.Equal(LearningRateSchedule.ByName(schedule.Name).Factor(17, 100, [0.3]), schedule.Factor(17, 100, [0.3]));
        }
    }

    [Fact]
    public void Factor_OutsideThePhase_IsRefused()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => LearningRateSchedule.Constant().Factor(10, 10, []));
        Assert.Throws<ArgumentOutOfRangeException>(() => LearningRateSchedule.Constant().Factor(-1, 10, []));
    }

    [Fact]
    public void Validate_WithFaults_NamesProperties()
    {
        Assert.Equal(["WarmupShare must be from 0 to 1, was 1.5."], LearningRateSchedule.Linear(1.5).Validate());
        Assert.Equal(["RiseShare must be between 0 and 1, was 0.", "Ratio must be at least 1, was 0."], LearningRateSchedule.SlantedTriangular(0, 0).Validate());
        Assert.Equal(["ReductionFactor must be between 0 and 1, was 1.", "Patience must be at least 0, was -1."], LearningRateSchedule.ReduceOnPlateau(1, -1).Validate());
    }
}
