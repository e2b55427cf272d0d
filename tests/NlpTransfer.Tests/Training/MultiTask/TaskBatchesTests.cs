using NlpTransfer.Data;
using NlpTransfer.Training;

namespace NlpTransfer.Tests.Training.MultiTask;

public sealed class TaskBatchesTests
{
    private static readonly int[][] Lengths = [[.. Enumerable.Range(0, 900).Select(i => 3 + (i % 20))], [.. Enumerable.Range(0, 100).Select(i => 5 + (i % 7))]];

    private static readonly BatchOptions Options = new() { MaxExamples = 10 };

    [Theory]
    [InlineData(1, 0.9)]
    [InlineData(2, 0.75)]
    [InlineData(1e9, 0.5)]
    public void Shares_AreProportionalToAPowerOfTheExamples(double temperature, double first) =>
        Assert.Equal([first, 1 - first], TaskBatches.Shares([900, 100], temperature), (a, b) => Math.Abs(a - b) < 1e-6);

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(5)]
    public void Plan_OverManyEpochs_DrawsEachTaskAtItsShare(double temperature)
    {
        var drawn = Enumerable.Range(0, 60).SelectMany(e => TaskBatches.Plan(Lengths, temperature, Options, 3, e)).Select(Task).ToArray();
        var expected = TaskBatches.Shares([900, 100], temperature)[0];
        var deviation = Math.Sqrt(expected * (1 - expected) / drawn.Length);
        Assert.InRange(drawn.Count(t => t == 0) / (double)drawn.Length, expected - (4 * deviation), expected + (4 * deviation));
    }

    [Fact]
    public void Plan_HasBatchesOfOneTaskEachAndAsManyAsTheTasksHaveTogether()
    {
        var plan = TaskBatches.Plan(Lengths, 2, Options, 3, 1);
        Assert.Equal(Lengths.Sum(l => LengthGroupedBatches.Plan(l, Options, 3, 0).Length), plan.Length);
        Assert.All(plan, b => Assert.Single(b.Select(i => i < 900).Distinct()));
        Assert.All(plan, b => Assert.InRange(b.Length, 1, 10));
    }

    [Fact]
    public void Plan_OfASmallTask_GoesThroughAllOfItBeforeItBeginsAnewInAnotherOrder()
    {
        var small = TaskBatches.Plan(Lengths, 2, Options, 3, 0).Where(b => Task(b) == 1).ToArray();
        var pass = LengthGroupedBatches.Plan(Lengths[1], Options, 3, 0).Length;
        Assert.True(small.Length > pass, $"{small.Length} batches of {pass}");
        Assert.Equal(Enumerable.Range(900, 100), small.Take(pass).SelectMany(b => b).Order());
        Assert.NotEqual(small[0], small[pass]);
    }

    [Fact]
    public void Plan_IsAPureFunctionOfSeedAndEpoch()
    {
        Assert.Equal(TaskBatches.Plan(Lengths, 2, Options, 3, 4), TaskBatches.Plan(Lengths, 2, Options, 3, 4));
        Assert.NotEqual(TaskBatches.Plan(Lengths, 2, Options, 3, 4).Select(Task), TaskBatches.Plan(Lengths, 2, Options, 3, 5).Select(Task));
        Assert.NotEqual(TaskBatches.Plan(Lengths, 2, Options, 3, 4).Select(Task), TaskBatches.Plan(Lengths, 2, Options, 4, 4).Select(Task));
    }

    private static int Task(int[] batch) => batch[0] < 900 ? 0 : 1;
}
