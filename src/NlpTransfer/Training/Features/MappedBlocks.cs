using NlpTransfer.Embeddings;

namespace NlpTransfer.Training;

/// <summary>All blocks in a mapped file.</summary>
/// <param name="file">Open, and checked.</param>
/// <param name="isTemporary">Whether no later run can use it, so that it goes at the end.</param>
internal sealed class MappedBlocks(string path, MappedFile file, FeatureLayout layout, FeatureStorage storage, bool isTemporary) : IFeatureBlocks
{
    public FeatureStorage Storage => storage;

    public ReadOnlySpan<byte> Read(int block) =>
        file.Section<byte>(FeatureFile.HeaderBytes + layout.BlockOffset(block), layout.BlockBytes(block)).Slice(0, layout.BlockBytes(block));

    public void Dispose()
    {
        file.Dispose();
        if (isTemporary) File.Delete(path);
    }
}
