namespace NlpTransfer.Data;

/// <summary>
/// One order over all shingles, the rarest first. Counts are kept for buckets of shingles: a rough frequency is enough,
/// as any order that is the same for all texts is correct and only the speed depends on how well rare ones are told.
/// </summary>
internal sealed class ShingleOrder
{
    private const int Buckets = 1 << 21;
    private readonly uint[] counts = new uint[Buckets];

    public ShingleOrder(ulong[][] sets)
    {
        foreach (var set in sets)
            foreach (var shingle in set) counts[shingle & (Buckets - 1)]++;
    }

    /// <summary>Puts the frequency above each shingle's own 32 bits and sorts by the whole.</summary>
    public void RarestFirst(ulong[] set)
    {
        for (var i = 0; i < set.Length; i++) set[i] |= (ulong)counts[set[i] & (Buckets - 1)] << 32;
        Array.Sort(set);
    }
}
