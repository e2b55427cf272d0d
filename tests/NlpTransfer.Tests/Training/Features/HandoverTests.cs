using NlpTransfer.Training;

namespace NlpTransfer.Tests.Training.Features;

/// <summary>What one thread makes and another takes: in order, not far ahead, and a fault of either side ends both.</summary>
public sealed class HandoverTests
{
    [Fact]
    public void Run_HandsEverythingOnInOrderFromThisThreadToAnother()
    {
        var (made, taken, here) = (new List<int>(), new List<int>(), Environment.CurrentManagedThreadId);
        var there = 0;
        Handover.Run(Enumerable.Range(0, 100).Select(i => { made.Add(Environment.CurrentManagedThreadId); return i; }), items =>
        {
            there = Environment.CurrentManagedThreadId;
            taken.AddRange(items);
        });
        Assert.Equal(Enumerable.Range(0, 100), taken);
        Assert.All(made, thread => Assert.Equal(here, thread));
        Assert.NotEqual(here, there);
    }

    [Fact]
    public void Run_WhereItemsAreTakenSlowly_MakesOnlyAFewAhead()
    {
        var (made, ahead) = (0, 0);
        Handover.Run(Enumerable.Range(0, 40).Select(i => { Interlocked.Increment(ref made); return i; }), items =>
        {
            foreach (var item in items)
            {
                Thread.Sleep(2);
                ahead = Math.Max(ahead, Volatile.Read(ref made) - item);
            }
        });
        Assert.InRange(ahead, 2, 7);
    }

    [Fact]
    public void Run_WhereTakingFails_ThrowsItAndMakesNoMore()
    {
        var made = 0;
        var error = Assert.Throws<IOException>(() => Handover.Run(Enumerable.Range(0, 1000).Select(_ => made++), items =>
        {
            if (items.First() == 0) throw new IOException("disk full");
        }));
        Assert.Equal("disk full", error.Message);
        Assert.InRange(made, 1, 999);
    }

    [Fact]
    public void Run_WhereMakingFails_ThrowsItOnceTheOtherSideHasEnded()
    {
        var (taken, end) = (0, "");
        IEnumerable<int> Items()
        {
            yield return 1;
            throw new OperationCanceledException("stopped");
        }
        var error = Assert.Throws<OperationCanceledException>(() => Handover.Run(Items(), items =>
        {
            try
            {
                foreach (var _ in items) taken++;
                end = "as if that were all";
            }
            catch (OperationCanceledException)
            {
                end = "knows";
                throw;
            }
        }));
        Assert.Equal(("stopped", 1, "knows"), (error.Message, taken, end));
    }
}
