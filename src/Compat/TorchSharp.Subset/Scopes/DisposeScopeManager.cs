namespace TorchSharp;

/// <summary>The stack of dispose scopes of one thread.</summary>
public class DisposeScopeManager
{
    [ThreadStatic] private static DisposeScopeManager? onThread;

    private readonly ThreadDisposeScopeStatistics statistics = new();

    /// <summary>What was created, attached, detached and disposed on this thread.</summary>
    public static ThreadDisposeScopeStatistics Statistics => OnThread.statistics;

    internal static DisposeScope? Current => onThread?.Innermost;

    private static DisposeScopeManager OnThread => onThread ??= new DisposeScopeManager();

    private DisposeScope? Innermost { get; set; }

    internal static DisposeScope Open()
    {
        DisposeScopeManager manager = OnThread;
        return manager.Innermost = new DisposeScope(manager, manager.Innermost);
    }

    internal static DisposeScope? Register(IDisposable disposable)
    {
        DisposeScope? scope = OnThread.Innermost;
        scope?.Include(disposable);
        if (scope is null) StatisticsFor(disposable).CreatedOutsideScope();
        else StatisticsFor(disposable).CreatedInScope();
        return scope;
    }

    internal static LifetimeStatistics StatisticsFor(IDisposable disposable) =>
        disposable is torch.Tensor ? Statistics.TensorStatistics : Statistics.PackedSequenceStatistics;

    internal static void CountDisposedOutside(IDisposable disposable) => StatisticsFor(disposable).DisposedOutsideScope();

    /// <summary>Takes a scope off the stack, wherever it is: an inner one that was never disposed goes with it.</summary>
    internal void Remove(DisposeScope scope)
    {
        for (DisposeScope? s = Innermost; s is not null; s = s.Outer)
        {
            if (!ReferenceEquals(s, scope)) continue;
            Innermost = s.Outer;
            return;
        }
    }
}
