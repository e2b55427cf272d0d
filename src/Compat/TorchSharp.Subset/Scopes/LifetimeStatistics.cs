namespace TorchSharp;

/// <summary>Counts of one kind of object on one thread.</summary>
public class LifetimeStatistics
{
    /// <summary>Made while no scope was open.</summary>
    public long CreatedOutsideScopeCount { get; private set; }

    public long DisposedOutsideScopeCount { get; private set; }

    /// <summary>Made while a scope was open.</summary>
    public long CreatedInScopeCount { get; private set; }

    public long DisposedInScopeCount { get; private set; }

    public long AttachedToScopeCount { get; private set; }

    public long DetachedFromScopeCount { get; private set; }

    /// <summary>Made less disposed; objects that only the finalizer freed count as live.</summary>
    public long ThreadTotalLiveCount =>
        CreatedInScopeCount + CreatedOutsideScopeCount - DisposedInScopeCount - DisposedOutsideScopeCount;

    public void Reset()
    {
        CreatedOutsideScopeCount = DisposedOutsideScopeCount = 0;
        CreatedInScopeCount = DisposedInScopeCount = 0;
        AttachedToScopeCount = DetachedFromScopeCount = 0;
    }

    public override string ToString() =>
        $"ThreadTotalLiveCount: {ThreadTotalLiveCount}; CreatedInScopeCount: {CreatedInScopeCount}; DisposedInScopeCount: {DisposedInScopeCount}; " +
        $"CreatedOutsideScopeCount: {CreatedOutsideScopeCount}; DisposedOutsideScopeCount: {DisposedOutsideScopeCount}; " +
        $"AttachedToScopeCount: {AttachedToScopeCount}; DetachedFromScopeCount: {DetachedFromScopeCount}";

    internal void CreatedOutsideScope() => CreatedOutsideScopeCount++;

    internal void DisposedOutsideScope() => DisposedOutsideScopeCount++;

    internal void CreatedInScope() => CreatedInScopeCount++;

    internal void DisposedInScope() => DisposedInScopeCount++;

    internal void AttachedToScope() => AttachedToScopeCount++;

    internal void DetachedFromScope() => DetachedFromScopeCount++;
}
