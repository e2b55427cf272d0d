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

    [Theory]
    [InlineData(4459, 0.05)]
    [InlineData(600, 0.09)]
    public void Plan_OfTextMessages_PadsLittleWithFewMoreSteps(int count, double most)
    {
        var lengths = MessageLengths(count);
        var plan = LengthGroupedBatches.Plan(lengths, new(), 1, 0);

        Assert.InRange(LengthGroupedBatches.PaddingShare(plan, lengths), 0, most);
        Assert.InRange(plan.Length, (count + 31) / 32, (count + 31) / 32 * 9 / 8);
        Assert.True(LengthGroupedBatches.PaddingShare(FullBatches(lengths), lengths) > most, "full batches would do as well");
    }

    [Fact]
    public void Plan_OfMessagesThatCameWithTheLibrary_PadsUnderSixPercent()
    {
        var tokenizer = new WordTokenizer();
        int[] lengths = [.. TextDataset.Load(TestFiles.Corpus("sms-spam.csv")).Select(e => tokenizer.Tokenize(e.Text).Count())];

        Assert.InRange(Enumerable.Range(0, 5).Average(epoch => LengthGroupedBatches.PaddingShare(LengthGroupedBatches.Plan(lengths, new(), 1, epoch), lengths)), 0, 0.06);
    }

    [Fact]
    public void Plan_OfEqualLengths_FillsItsBatches() =>
        Assert.Equal([8, 32, 32], LengthGroupedBatches.Plan([.. Enumerable.Repeat(7, 72)], new(), 1, 0).Select(b => b.Length).Order());

    [Fact]
    public void Plan_OfFewBatches_HasNoMoreThanFullOnes() =>
        Assert.Equal(7, LengthGroupedBatches.Plan(MessageLengths(200), new(), 1, 0).Length);

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

    // Log-normal around 17 words, as text messages are, with a tail of long ones.
    private static int[] MessageLengths(int count)
    {
        var random = new SeededRandom(7);
        double Normal() => Math.Sqrt(-2 * Math.Log(1 - random.NextDouble())) * Math.Cos(2 * Math.PI * random.NextDouble());
        return [.. Enumerable.Range(0, count).Select(_ => Math.Clamp((int)Math.Exp(2.8 + (0.65 * Normal())), 1, 220))];
    }

    private static int[][] FullBatches(int[] lengths) =>
        [.. new SeededRandom(1, 0).Permutation(lengths.Length).Chunk(1600).SelectMany(part => part.OrderByDescending(i => lengths[i]).Chunk(32))];

    // Most texts short, a few long, as in mail.
    private static int[] SkewedLengths(int count)
    {
        var random = new SeededRandom(7);
        return [.. Enumerable.Range(0, count).Select(_ => (int)Math.Exp(2 + (4 * random.NextDouble())))];
    }
}
