using NlpTransfer.Worker.Models;

namespace NlpTransfer.Worker.Tests.Models;

public sealed class BatchQueueTests
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Ask_WhileARunIsUnderWay_IsAnsweredWithAllOthersThatCame()
    {
        using var gate = new ManualResetEventSlim();
        var sizes = new List<int>();
        using var queue = new BatchQueue<int, int>(Doubled, 4, sizes.Add);
        var first = queue.AskAsync([1]);
        while (sizes.Count == 0) await Task.Delay(1, Stop);
        var others = Enumerable.Range(2, 6).Select(i => queue.AskAsync([i])).ToArray();
        gate.Set();
        Assert.Equal([2], await first);
        for (var i = 0; i < others.Length; i++) Assert.Equal([(i + 2) * 2], await others[i]);
        Assert.Equal([1, 4, 2], sizes);

        IReadOnlyList<int> Doubled(IReadOnlyList<int> inputs)
        {
            gate.Wait(Stop);
            return [.. inputs.Select(i => i * 2)];
        }
    }

    [Theory]
    [InlineData(new[] { 5 }, new[] { 1 })]
    [InlineData(new[] { 0, 10, 24, 25, 26 }, new[] { 3, 5 })]
    [InlineData(new[] { 100, 120, 174, 175, 280 }, new[] { 3, 5 })]
    public void Cuts_KeepTextsOfLikeLengthTogether(int[] lengths, int[] ends) => Assert.Equal(ends, LoadedModel.Cuts(lengths));

    [Fact]
    public async Task Ask_WithOneBadInputAmongOthers_FailsForThatOneAlone()
    {
        using var gate = new ManualResetEventSlim();
        using var queue = new BatchQueue<int, int>(inputs =>
        {
            gate.Wait(Stop);
            return inputs.Contains(3) ? throw new FormatException("three") : inputs;
        }, 8, _ => { });
        var asked = Enumerable.Range(0, 6).Select(i => queue.AskAsync([i])).ToArray();
        gate.Set();
        for (var i = 0; i < 6; i++)
        {
            if (i == 3) await Assert.ThrowsAsync<FormatException>(() => asked[3]);
            else Assert.Equal([i], await asked[i]);
        }
    }
}
