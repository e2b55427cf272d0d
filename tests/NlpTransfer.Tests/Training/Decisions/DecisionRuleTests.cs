using NlpTransfer.Training;

namespace NlpTransfer.Tests.Training.Decisions;

public sealed class DecisionRuleTests
{
    private static readonly string[] Two = ["ham", "spam"], Three = ["a", "b", "c"];

    [Fact]
    public void Probabilities_OfOneLabel_AreASoftmaxOfLogitsOverTemperature()
    {
        var plain = new DecisionRule().Probabilities([1, 2]);
        var modest = new DecisionRule { Temperature = 2 }.Probabilities([1, 2]);

        Assert.Equal(Math.E / (1 + Math.E), plain[1], 12);
        Assert.Equal(Math.Sqrt(Math.E) / (1 + Math.Sqrt(Math.E)), modest[1], 12);
        Assert.Equal(1, modest.Sum(), 12);
    }

    [Fact]
    public void Probabilities_OfManyLabels_AreSigmoids()
    {
        var probabilities = new DecisionRule { Problem = ProblemType.MultiLabel, Temperature = 2 }.Probabilities([0, 2, -1000]);

        double[] expected = [0.5, Math.E / (1 + Math.E), 0];
        Assert.All(expected.Zip(probabilities), pair => Assert.Equal(pair.First, pair.Second, 12));
    }

    [Theory]
    [InlineData(0.95, 1)]
    [InlineData(0.9, 1)]
    [InlineData(0.89, 0)]
    public void Choose_WithAThresholdOnOneOfTwo_GoesByIt(double spam, int expected) =>
        Assert.Equal([expected], new DecisionRule { Thresholds = new Dictionary<string, double> { ["spam"] = 0.9 } }.Choose([1 - spam, spam], Two));

    [Fact]
    public void Choose_WithAThresholdOnTheFirst_ChoosesTheSecondBelowIt() =>
        Assert.Equal([1], new DecisionRule { Thresholds = new Dictionary<string, double> { ["ham"] = 0.8 } }.Choose([0.7, 0.3], Two));

    [Fact]
    public void Choose_OfManyLabels_TakesAllFromTheirThresholdsOn()
    {
        var rule = new DecisionRule { Problem = ProblemType.MultiLabel, Thresholds = new Dictionary<string, double> { ["b"] = 0.2 } };

        Assert.Equal([0, 1], rule.Choose([0.5, 0.2, 0.49], Three));
        Assert.Empty(rule.Choose([0.1, 0.1, 0.1], Three));
    }

    [Fact]
    public void Validate_OfARuleThatFitsNothing_NamesEveryFault()
    {
        var rule = new DecisionRule { Temperature = 0, Thresholds = new Dictionary<string, double> { ["spum"] = 1.5 } };

        var faults = rule.Validate(Two);

        Assert.Contains("Temperature must be above 0, was 0.", faults);
        Assert.Contains(faults, f => f.Contains("Did you mean 'spam'?"));
        Assert.Contains("Thresholds must be from 0 to 1, that of 'spum' was 1.5.", faults);
        Assert.Contains(new DecisionRule { Thresholds = new Dictionary<string, double> { ["a"] = 0.5 } }.Validate(Three), f => f.Contains("one of two labels"));
    }
}
