namespace TorchSharp;

/// <summary>
/// Disposes what was made on its thread between its creation and its disposal, except what was moved out.
/// Scopes nest and belong to one thread: no <c>await</c> inside one.
/// </summary>
public sealed class DisposeScope : IDisposable
{
    private readonly DisposeScopeManager manager;
    private readonly HashSet<IDisposable> disposables = new(ReferenceEqualityComparer.Instance);
    private bool disposed;

    internal DisposeScope(DisposeScopeManager manager, DisposeScope? outer) => (this.manager, Outer) = (manager, outer);

    internal DisposeScope? Outer { get; }

    /// <summary>How many live objects the scope will dispose.</summary>
    public int DisposablesCount => disposables.Count;

    public IReadOnlyList<IDisposable> DisposablesView => disposables.ToList();

    public bool Contains(IDisposable disposable) => disposables.Contains(disposable);

    internal void Include(IDisposable disposable) => disposables.Add(disposable);

    public T MoveToOuter<T>(T disposable) where T : IDisposable => Moved(Outer, disposable);

    public (T1 first, T2 second) MoveToOuter<T1, T2>(T1 first, T2 second) where T1 : IDisposable where T2 : IDisposable =>
        (MoveToOuter(first), MoveToOuter(second));

    public (T1 first, T2 second, T3 third) MoveToOuter<T1, T2, T3>(T1 first, T2 second, T3 third)
        where T1 : IDisposable where T2 : IDisposable where T3 : IDisposable =>
        (MoveToOuter(first), MoveToOuter(second), MoveToOuter(third));

    public void MoveToOuter(params IDisposable[] disposables) => MoveToOther(Outer, disposables);

    public void MoveToOuter(IEnumerable<IDisposable> disposables) => MoveToOther(Outer, disposables);

    public T MoveToOther<T>(DisposeScope? scope, T disposable) where T : IDisposable => Moved(scope, disposable);

    public (T1 first, T2 second) MoveToOther<T1, T2>(DisposeScope? scope, T1 first, T2 second) where T1 : IDisposable where T2 : IDisposable =>
        (Moved(scope, first), Moved(scope, second));

    public (T1 first, T2 second, T3 third) MoveToOther<T1, T2, T3>(DisposeScope? scope, T1 first, T2 second, T3 third)
        where T1 : IDisposable where T2 : IDisposable where T3 : IDisposable =>
        (Moved(scope, first), Moved(scope, second), Moved(scope, third));

    public void MoveToOther(DisposeScope? scope, params IDisposable[] disposables) => MoveToOther(scope, (IEnumerable<IDisposable>)disposables);

    public void MoveToOther(DisposeScope? scope, IEnumerable<IDisposable> disposables)
    {
        foreach (IDisposable disposable in disposables) Moved(scope, disposable);
    }

    public T Detach<T>(T disposable) where T : IDisposable => Moved(null, disposable);

    public (T1 first, T2 second) Detach<T1, T2>(T1 first, T2 second) where T1 : IDisposable where T2 : IDisposable =>
        (Detach(first), Detach(second));

    public (T1 first, T2 second, T3 third) Detach<T1, T2, T3>(T1 first, T2 second, T3 third)
        where T1 : IDisposable where T2 : IDisposable where T3 : IDisposable =>
        (Detach(first), Detach(second), Detach(third));

    public void Detach(params IDisposable[] disposables) => MoveToOther(null, disposables);

    public void Detach(IEnumerable<IDisposable> disposables) => MoveToOther(null, disposables);

    /// <summary>Puts an object that belongs to another scope, or to none, into this one.</summary>
    public void Attach(IDisposable disposable)
    {
        if (ScopeOwned.ScopeOf(disposable) is { } current) current.Moved(this, disposable);
        else Adopt(disposable);
    }

    public void Attach(params IDisposable[] disposables) => Attach((IEnumerable<IDisposable>)disposables);

    public IReadOnlyList<IDisposable> Attach(IEnumerable<IDisposable> disposables)
    {
        List<IDisposable> attached = [.. disposables];
        foreach (IDisposable disposable in attached) Attach(disposable);
        return attached;
    }

    public void DisposeEverything() => DisposeEverythingBut([]);

    public T DisposeEverythingBut<T>(T keep) where T : IDisposable
    {
        DisposeEverythingBut([(IDisposable)keep]);
        return keep;
    }

    public (T1 first, T2 second) DisposeEverythingBut<T1, T2>(T1 first, T2 second) where T1 : IDisposable where T2 : IDisposable
    {
        DisposeEverythingBut([(IDisposable)first, second]);
        return (first, second);
    }

    public (T1 first, T2 second, T3 third) DisposeEverythingBut<T1, T2, T3>(T1 first, T2 second, T3 third)
        where T1 : IDisposable where T2 : IDisposable where T3 : IDisposable
    {
        DisposeEverythingBut([(IDisposable)first, second, third]);
        return (first, second, third);
    }

    public void DisposeEverythingBut(params IDisposable[] keep) => DisposeEverythingBut((IEnumerable<IDisposable>)keep);

    public void DisposeEverythingBut(IEnumerable<IDisposable> inKeep)
    {
        var kept = new HashSet<IDisposable>(inKeep, ReferenceEqualityComparer.Instance);
        IDisposable[] going = [.. disposables.Where(d => !kept.Contains(d))];
        foreach (IDisposable disposable in going) disposable.Dispose();
    }

    /// <summary>Told by an object that it was disposed, so that the scope forgets it.</summary>
    public void MarkAsDisposed(IDisposable disposable)
    {
        if (disposables.Remove(disposable)) DisposeScopeManager.StatisticsFor(disposable).DisposedInScope();
    }

    public void Dispose()
    {
        if (disposed) return;
        disposed = true;
        DisposeEverything();
        manager.Remove(this);
    }

    private T Moved<T>(DisposeScope? target, T disposable) where T : IDisposable
    {
        if (ReferenceEquals(target, this) || !disposables.Remove(disposable)) return disposable;
        DisposeScopeManager.StatisticsFor(disposable).DetachedFromScope();
        ScopeOwned.SetScope(disposable, null);
        target?.Adopt(disposable);
        return disposable;
    }

    private void Adopt(IDisposable disposable)
    {
        disposables.Add(disposable);
        ScopeOwned.SetScope(disposable, this);
        DisposeScopeManager.StatisticsFor(disposable).AttachedToScope();
    }
}
