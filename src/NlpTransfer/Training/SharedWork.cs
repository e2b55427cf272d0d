namespace NlpTransfer.Training;

/// <summary>
/// What trainings that run one after the other in one process need not do again, such as tokens of the same texts. Off until somebody who runs many
/// turns it on, because it stays in memory.
/// </summary>
public static class SharedWork
{
    private const int Most = 32;

    private static readonly Lock Gate = new();
    private static OrderedDictionary<string, object>? kept; // the least recently used first

    /// <summary>Whether results are kept.</summary>
    public static bool IsOn => kept is not null;

    /// <summary>From here on results are kept, the 32 used last.</summary>
    public static void Begin()
    {
        lock (Gate) kept ??= [];
    }

    /// <summary>Forgets all, and keeps no more.</summary>
    public static void End()
    {
        lock (Gate) kept = null;
    }

    /// <summary>What was made for the key before, or what is made now.</summary>
    /// <param name="key">Names everything that decides the result; null where that cannot be named, and then it is made.</param>
    internal static T Of<T>(string? key, Func<T> make) where T : class
    {
        if (key is null || Find(key) is not { } found) found = Keep(key, make());
        return (T)found;
    }

    private static object? Find(string key)
    {
        lock (Gate)
        {
            if (kept is null || !kept.Remove(key, out var found)) return null;
            kept.Add(key, found);
            return found;
        }
    }

    private static object Keep(string? key, object made)
    {
        lock (Gate)
        {
            if (key is null || kept is null) return made;
            kept[key] = made;
            if (kept.Count > Most) kept.RemoveAt(0);
            return made;
        }
    }
}
