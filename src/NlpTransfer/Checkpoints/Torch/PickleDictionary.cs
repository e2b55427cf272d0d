namespace NlpTransfer.Checkpoints;

/// <summary>A dictionary out of a pickle: keys of any kind, in the order they were set.</summary>
internal sealed class PickleDictionary
{
    private readonly List<KeyValuePair<object?, object?>> items = [];

    public IReadOnlyList<KeyValuePair<object?, object?>> Items => items;

    /// <summary>Those with a text as key; of equal keys the last one counts, as in Python.</summary>
    public OrderedDictionary<string, object?> ByName()
    {
        var named = new OrderedDictionary<string, object?>(StringComparer.Ordinal);
        foreach (var (key, value) in items)
            if (key is string name) named[name] = value;
        return named;
    }

    public void Set(object? key, object? value) => items.Add(new(key, value));
}
