namespace NlpTransfer.Data;

/// <summary>Sorted sets are equal when their items are.</summary>
internal sealed class SameItems : IEqualityComparer<ulong[]>
{
    public static SameItems Instance { get; } = new();

    public bool Equals(ulong[]? a, ulong[]? b) => a.AsSpan().SequenceEqual(b);

    public int GetHashCode(ulong[] items)
    {
        var hash = (ulong)items.Length;
        foreach (var item in items) hash = (hash ^ item) * 0x9E3779B97F4A7C15;
        return hash.GetHashCode();
    }
}
