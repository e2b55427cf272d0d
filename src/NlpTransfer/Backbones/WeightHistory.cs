using System.Collections.Concurrent;
using NlpTransfer.Training;

namespace NlpTransfer.Backbones;

/// <summary>Whether a group's weights are still those it was loaded with, and what is known of them as long as they are.</summary>
internal sealed class WeightHistory
{
    private readonly ConcurrentDictionary<string, object> known = [];

    /// <summary>Whether something may have changed them.</summary>
    public bool HasTrained { get; private set; }

    /// <summary>To be called before anything changes them.</summary>
    public void Trains()
    {
        HasTrained = true;
        known.Clear();
    }

    /// <summary>What was found out about them before, or what is found now. Kept only while work is shared: there nobody else writes to them.</summary>
    /// <param name="what">A hash, by its kind.</param>
    public T Of<T>(string what, Func<T> find) where T : class => SharedWork.IsOn && !HasTrained ? (T)known.GetOrAdd(what, _ => find()) : find();
}
