namespace NlpTransfer.Training;

/// <summary>Blocks that fit nowhere: each is computed anew when an example of it is asked for, and kept while there is memory.</summary>
/// <param name="memory">Bytes for the most recently used ones; the one at hand is always kept.</param>
internal sealed class RecomputedBlocks(FeatureBuilder builder, long memory) : IFeatureBlocks
{
    private readonly Dictionary<int, LinkedListNode<(int Block, byte[] Bytes)>> held = [];
    private readonly LinkedList<(int Block, byte[] Bytes)> byUse = [];
    private long bytes;

    public FeatureStorage Storage => FeatureStorage.Recomputed;

    public ReadOnlySpan<byte> Read(int block)
    {
        if (held.TryGetValue(block, out var node)) byUse.Remove(node);
        else held.Add(block, node = Computed(block));
        byUse.AddFirst(node);
        while (bytes > memory && byUse.Count > 1) Forget(byUse.Last!);
        return node.Value.Bytes;
    }

    public void Dispose()
    {
    }

    private LinkedListNode<(int Block, byte[] Bytes)> Computed(int block)
    {
        var computed = builder.Block(block);
        bytes += computed.Length;
        return new((block, computed));
    }

    private void Forget(LinkedListNode<(int Block, byte[] Bytes)> node)
    {
        byUse.Remove(node);
        held.Remove(node.Value.Block);
        bytes -= node.Value.Bytes.Length;
    }
}
