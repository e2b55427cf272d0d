using NlpTransfer.Data;

namespace NlpTransfer.Tests.Data.Batches;

public sealed class LengthGroupedBatchesTests
{
    private static readonly int[] Lengths = SkewedLengths(2000);

    [Theory]
    [InlineData(true, true, 1024)]
    [InlineData(true, false, 1024)]
    [InlineData(false, true, 1024)]
    [InlineData(false, false, null)]
    public void Plan_AnyMode_IsAPartitionWithinBounds(bool groupByLength, bool shuffle, int? maxTokens)
    {
        var options = new BatchOptions { GroupByLength = groupByLength, Shuffle = shuffle, MaxTokens = maxTokens, MaxExamples = 24 };

        var batches = LengthGroupedBatches.Plan(Lengths, options, seed: 3, epoch: 1);

        Assert.Equal(Enumerable.Range(0, Lengths.Length), batches.SelectMany(b => b).Order());
        Assert.All(batches, b => Assert.InRange(b.Length, 1, 24));
        Assert.All(batches, b => Assert.True(maxTokens is null || b.Length == 1 || b.Length * b.Max(i => Lengths[i]) <= maxTokens));
    }

    [Fact]
    public void Plan_SameArguments_GivesSamePlan() =>
        Assert.Equal(LengthGroupedBatches.Plan(Lengths, new(), 5, 2), LengthGroupedBatches.Plan(Lengths, new(), 5, 2));

    [Theory]
    [InlineData(5, 3)]
    [InlineData(6, 2)]
    public void Plan_OtherSeedOrEpoch_GivesOtherOrder(long seed, int epoch) =>
        Assert.NotEqual(LengthGroupedBatches.Plan(Lengths, new(), 5, 2), LengthGroupedBatches.Plan(Lengths, new(), seed, epoch));

    [Fact]
    public void Plan_GroupedByLength_PadsUnderFivePercent()
    {
        var grouped = LengthGroupedBatches.Plan(Lengths, new() { MaxTokens = 4096 }, 1, 0);
        var random = LengthGroupedBatches.Plan(Lengths, new() { GroupByLength = false }, 1, 0);

        Assert.InRange(LengthGroupedBatches.PaddingShare(grouped, Lengths), 0, 0.05);
        Assert.InRange(LengthGroupedBatches.PaddingShare(random, Lengths), 0.4, 0.95);
    }

    [Fact]
    public void PaddingShare_KnownBatches_EqualsHandCount() =>
        // 3 x 5 and 1 x 4 positions, 2 + 5 + 3 + 4 of them real.
        Assert.Equal(1 - (14 / 19.0), LengthGroupedBatches.PaddingShare([[0, 1, 2], [3]], [2, 5, 3, 4]), 12);

    [Fact]
    public void Plan_TextOverTheBudget_IsABatchOfItsOwn()
    {
        var batches = LengthGroupedBatches.Plan([100, 3, 3], new() { MaxTokens = 10, Shuffle = false }, 0, 0);

        Assert.Equal([[0], [1, 2]], batches);
    }

    [Fact]
    public void Plan_NoExamples_GivesNoBatches()
    {
        Assert.Empty(LengthGroupedBatches.Plan([], new() { MaxTokens = 10 }, 0, 0));
        Assert.Equal(0, LengthGroupedBatches.PaddingShare([], []));
    }

    [Fact]
    public void Plan_BrokenOptions_NamesAllFaultsAtOnce()
    {
        var exception = Assert.Throws<OptionsException>(() =>
            LengthGroupedBatches.Plan([1], new() { MaxExamples = 0, MaxTokens = 0, BatchesSortedTogether = 0 }, 0, 0));

        Assert.Equal(3, exception.Faults.Count);
        Assert.Contains("MaxExamples must be at least 1, was 0.", exception.Message);
    }

    // Most texts short, a few long, as in mail.
    private static int[] SkewedLengths(int count)
    {
        var random = new SeededRandom(7);
        return [.. Enumerable.Range(0, count).Select(_ => (int)Math.Exp(2 + (4 * random.NextDouble())))];
    }
}
