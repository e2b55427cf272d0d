using System.Diagnostics.CodeAnalysis;

namespace TorchSharp.Modules;

/// <summary>Entries in the order in which they were added, by name and by index: what the dictionaries of modules and parameters hold.</summary>
internal sealed class NamedEntries<T> where T : class
{
    private readonly List<(string Key, T Value)> entries = [];

    internal int Count => entries.Count;

    internal IEnumerable<(string Key, T Value)> All => entries;

    internal (string Key, T Value) this[int index]
    {
        get => entries[index];
        set => entries[index] = value;
    }

    internal T this[string key]
    {
        get => TryGet(key, out T? value) ? value : throw new KeyNotFoundException($"There is no entry named '{key}'; there are {string.Join(", ", entries.Select(e => e.Key))}.");
        set
        {
            int at = IndexOf(key);
            if (at < 0) entries.Add((key, value));
            else entries[at] = (key, value);
        }
    }

    internal void Insert(int index, (string Key, T Value) entry)
    {
        if (IndexOf(entry.Key) >= 0) throw new ArgumentException($"There is an entry named '{entry.Key}' already.");
        entries.Insert(index, entry);
    }

    internal bool Remove(string key)
    {
        int at = IndexOf(key);
        if (at >= 0) entries.RemoveAt(at);
        return at >= 0;
    }

    internal void RemoveAt(int index) => entries.RemoveAt(index);

    internal void Clear() => entries.Clear();

    internal int IndexOf(string key) => entries.FindIndex(e => e.Key == key);

    internal int IndexOf((string Key, T Value) entry) => entries.FindIndex(e => e.Key == entry.Key && ReferenceEquals(e.Value, entry.Value));

    internal bool TryGet(string key, [MaybeNullWhen(false)] out T value)
    {
        int at = IndexOf(key);
        value = at >= 0 ? entries[at].Value : null;
        return at >= 0;
    }
}
