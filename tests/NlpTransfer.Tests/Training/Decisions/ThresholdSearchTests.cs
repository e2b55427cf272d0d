using NlpTransfer.Data;
using NlpTransfer.Training;

namespace NlpTransfer.Tests.Training.Decisions;

public sealed class ThresholdSearchTests
{
    // From the most probable down: yes yes no yes no no yes no.
    private static readonly double[] Probabilities = [0.95, 0.9, 0.8, 0.7, 0.6, 0.4, 0.3, 0.1];
    private static readonly bool[] Truths = [true, true, false, true, false, false, true, false];

    [Fact]
    public void Find_ForF1_TakesTheBestCut()
    {
        var found = ThresholdSearch.Find("spam", Probabilities, Truths, ThresholdGoal.F1);

        Assert.Equal(0.65, found.Threshold, 12); // 3 of 4 right, 3 of 4 found: 0.75; 2 of 2 and 2 of 4 would be 0.667
        Assert.Equal((0.75, 0.75, 0.75, 4), (found.Precision, found.Recall, found.F1, found.Support));
    }

    [Fact]
    public void Find_ForRecallAtPrecision_TakesTheMostRecallThatIsPreciseEnough()
    {
        var found = ThresholdSearch.Find("spam", Probabilities, Truths, ThresholdGoal.RecallAtPrecision(0.99));

        Assert.Equal((0.85, 1.0, 0.5), (Math.Round(found.Threshold, 12), found.Precision, found.Recall));
        Assert.Equal("recall@precision=0.99", found.Goal);
    }

    [Fact]
    public void Find_ForPrecisionAtRecall_TakesTheMostPrecisionThatFindsEnough()
    {
        var found = ThresholdSearch.Find("spam", Probabilities, Truths, ThresholdGoal.PrecisionAtRecall(1));

        Assert.Equal((0.2, 4 / 7.0, 1.0), (Math.Round(found.Threshold, 12), found.Precision, found.Recall));
    }

    [Fact]
    public void Find_ForAPrecisionThatIsNowhere_SaysTheBestThereIs()
    {
        var error = Assert.Throws<GoalNotReachedException>(() => ThresholdSearch.Find("spam", [0.9, 0.8, 0.1], [false, true, false], ThresholdGoal.RecallAtPrecision(0.9)));

        Assert.Equal("No threshold for 'spam' reaches recall@precision=0.9 on the validation data: the best precision there is 0.5000, at recall 1.0000. Ask for a precision of at most that, or train a better classifier.", error.Message);
    }

    [Fact]
    public void Find_WithoutAnExampleOfTheLabel_SaysSo() =>
        Assert.Contains("no example there has that label", Assert.Throws<GoalNotReachedException>(() => ThresholdSearch.Find("spam", [0.1], [false], ThresholdGoal.F1)).Message);

    [Fact]
    public void Find_WithEqualProbabilities_DoesNotDivideThem()
    {
        var found = ThresholdSearch.Find("spam", [0.5, 0.5, 0.2], [true, false, false], ThresholdGoal.PrecisionAtRecall(0.5));

        Assert.Equal((0.5, 0.35), (found.Precision, Math.Round(found.Threshold, 12)));
    }

    [Fact]
    public void Find_WithNeighbouringNumbers_StillDividesThem()
    {
        var found = ThresholdSearch.Find("spam", [Math.BitIncrement(0.5), 0.5], [true, false], ThresholdGoal.F1);

        Assert.Equal(Math.BitIncrement(0.5), found.Threshold);
    }

    [Fact]
    public void Find_OnAnyData_ReachesWhatItReports()
    {
        var random = new SeededRandom(3);
        for (var round = 0; round < 50; round++)
        {
            var probabilities = Enumerable.Range(0, 60).Select(_ => random.NextInt(40) / 40.0).ToArray();
            var truths = probabilities.Select(p => random.NextDouble() < p).Append(true).Take(60).ToArray();
            foreach (var goal in new[] { ThresholdGoal.F1, ThresholdGoal.PrecisionAtRecall(0.8) })
            {
                var found = ThresholdSearch.Find("x", probabilities, truths, goal);
                var chosen = Enumerable.Range(0, 60).Where(i => probabilities[i] >= found.Threshold).ToArray();
                Assert.Equal((double)chosen.Count(i => truths[i]) / chosen.Length, found.Precision, 12);
                Assert.Equal((double)chosen.Count(i => truths[i]) / truths.Count(t => t), found.Recall, 12);
            }
        }
    }

    [Theory]
    [InlineData("f1")]
    [InlineData("recall@precision=0.99")]
    [InlineData("precision@recall=0.5")]
    public void Parse_OfEveryForm_WritesItBack(string text) => Assert.Equal(text, ThresholdGoal.Parse(text).ToString());

    [Theory]
    [InlineData("f2", "must be one of f1, recall@precision=P, precision@recall=R")]
    [InlineData("recall@precison=0.9", "Did you mean 'recall@precision'?")]
    [InlineData("recall@precision", "such as recall@precision=0.99")]
    [InlineData("recall@precision=99", "at most 1")]
    [InlineData("precision@recall=0", "above 0")]
    public void Parse_OfAnythingElse_SaysWhatThereIs(string text, string message) =>
        Assert.Contains(message, Assert.Throws<ArgumentException>(() => ThresholdGoal.Parse(text)).Message);
}
