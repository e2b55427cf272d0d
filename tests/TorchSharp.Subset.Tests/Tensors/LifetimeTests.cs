using static TorchSharp.torch;

namespace TorchSharp.Tests.Tensors;

/// <summary>
/// Native memory comes back by every path. The full count, a million operations a path, runs when the
/// environment variable NLPTRANSFER_FULL is 1.
/// </summary>
public class LifetimeTests
{
    private const long Kilobyte = 1024;

    /// <summary>A million leaked tensors of 1,000 floats would be 4 GB, the reduced count's 200 MB; allocators and the JIT move a few MB.</summary>
    private const long AllowedGrowthInKilobytes = 32 * Kilobyte;

    private static int Operations => Environment.GetEnvironmentVariable("NLPTRANSFER_FULL") == "1" ? 1_000_000 : 50_000;

    [Fact]
    public void ScopePath_AfterManyOperations_LeavesCountAndMemoryAsTheyWere() => Unchanged(operations =>
    {
        using Tensor a = rand(1000);
        for (int i = 0; i < operations; i += 100)
        {
            using var scope = NewDisposeScope();
            for (int j = 0; j < 100; j++) a.add(a);
        }
    });

    [Fact]
    public void DisposePath_AfterManyOperations_LeavesCountAndMemoryAsTheyWere() => Unchanged(operations =>
    {
        using Tensor a = rand(1000);
        for (int i = 0; i < operations; i += 2)
        {
            using Tensor sum = a.add(a);
            using Tensor product = sum.mul(2);
        }
    });

    [Fact]
    public void FinalizerPath_AfterManyOperations_LeavesCountAndMemoryAsTheyWere() => Unchanged(operations =>
    {
        using Tensor a = rand(1000);
        for (int i = 0; i < operations; i++)
        {
            a.add(a);
            if (i % 1000 == 0) CollectAll();
        }
    });

    [Fact]
    public void FailingCalls_LeaveNothingBehind() => Unchanged(operations =>
    {
        using Tensor a = rand(10, 100), b = rand(7);
        for (int i = 0; i < operations / 50; i++) Assert.ThrowsAny<Exception>(() => a.add(b));
    });

    [Fact]
    public void BackwardPasses_LeaveNothingBehind() => Unchanged(operations =>
    {
        using Tensor w = rand(100, 10).requires_grad_();
        for (int i = 0; i < operations / 20; i++)
        {
            using var scope = NewDisposeScope();
            w.mul(w).sum().backward();
            w.grad!.zero_();
        }
        w.grad = null;
    });

    [Fact]
    public void ListsOfTensors_LeaveNothingBehind() => Unchanged(operations =>
    {
        using Tensor a = rand(10, 100);
        for (int i = 0; i < operations / 20; i++)
        {
            using var scope = NewDisposeScope();
            cat(a.unbind(0));
        }
    });

    [Fact]
    public void TwoThreads_WithTheirOwnScopes_DisposeOnlyTheirOwn()
    {
        CollectAll();
        long before = Tensor.TotalCount;
        int operations = Operations / 10;
        using Tensor shared = ones(10);
        double[] sums = new double[2];
        Thread[] threads = [.. Enumerable.Range(0, 2).Select(number => new Thread(() => sums[number] = SumInScopes(shared, number, operations)))];
        foreach (Thread thread in threads) thread.Start();
        foreach (Thread thread in threads) thread.Join();
        Assert.Equal([operations * 10.0, operations * 20.0], sums);
        Assert.Equal(before + 1, Tensor.TotalCount);
    }

    private static double SumInScopes(Tensor shared, int number, int operations)
    {
        double sum = 0;
        for (int i = 0; i < operations; i++)
        {
            using var scope = NewDisposeScope();
            Tensor scaled = shared.mul(number + 1);
            sum += scaled.sum().ToDouble();
            Assert.Equal(2, scope.DisposablesCount);
        }
        return sum;
    }

    private static void Unchanged(Action<int> work)
    {
        work(2000); // the JIT, thread pools and allocators take their share before the measurement
        CollectAll();
        long count = Tensor.TotalCount, memory = ResidentKilobytes();
        work(Operations);
        CollectAll();
        Assert.Equal(count, Tensor.TotalCount);
        long grown = ResidentKilobytes() - memory;
        Assert.True(grown < AllowedGrowthInKilobytes, $"resident memory grew by {grown} kB in {Operations} operations");
    }

    private static void CollectAll()
    {
        GC.Collect();
        GC.WaitForPendingFinalizers();
    }

    private static long ResidentKilobytes() => Environment.WorkingSet / Kilobyte;
}
