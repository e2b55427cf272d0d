namespace NlpTransfer.Training;

/// <summary>All blocks in memory.</summary>
internal sealed class MemoryBlocks(byte[][] blocks) : IFeatureBlocks
{
    public FeatureStorage Storage => FeatureStorage.Memory;

    public ReadOnlySpan<byte> Read(int block) => blocks[block];

    public void Dispose()
    {
    }
}
