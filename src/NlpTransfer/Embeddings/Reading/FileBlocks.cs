using Microsoft.Win32.SafeHandles;

namespace NlpTransfer.Embeddings;

/// <summary>Where blocks come from. Safe to call from several workers at once.</summary>
internal interface IBlockSource : IDisposable
{
    /// <summary>Fills the block with the next stretch of whole records; false at the end.</summary>
    bool TryNext(VectorBlock block);
}

/// <summary>
/// Blocks of a plain file, read by each worker where it works. A record belongs to the block in which it begins,
/// which each worker finds out on its own. Reading beats mapping here: a mapping would count as this process's
/// memory and cost a page fault for every 4 kB.
/// </summary>
internal sealed class FileBlocks(string path, long dataOffset, IRecordFormat format) : IBlockSource
{
    public const int BlockBytes = 1 << 18;
    public const int Overlap = 1 << 13;

    private readonly SafeFileHandle _file = File.OpenHandle(path, options: FileOptions.SequentialScan);
    private int _claimed = -1;

    public bool TryNext(VectorBlock block)
    {
        var ordinal = Interlocked.Increment(ref _claimed);
        var nominal = dataOffset + (long)ordinal * BlockBytes;
        if (nominal >= RandomAccess.GetLength(_file))
        {
            return false;
        }

        block.Ordinal = ordinal;
        block.Offset = Math.Max(dataOffset, nominal - format.Lookbehind);
        Read(block, (int)(nominal - block.Offset));
        return true;
    }

    public void Dispose() => _file.Dispose();

    private void Read(VectorBlock block, int nominal)
    {
        var filled = 0;
        var wanted = Math.Min(block.Buffer.Length - VectorBlock.Slack, nominal + BlockBytes + Overlap);
        while (true)
        {
            var got = RandomAccess.Read(_file, block.Buffer.AsSpan(filled, wanted - filled), block.Offset + filled);
            filled += got;
            if (got > 0 && filled < wanted)
            {
                continue;
            }

            if (TryFrame(block, nominal, filled, atEnd: got == 0))
            {
                return;
            }

            block.Grow(filled, path);
            wanted = block.Buffer.Length - VectorBlock.Slack;
        }
    }

    private bool TryFrame(VectorBlock block, int nominal, int filled, bool atEnd)
    {
        var data = block.Buffer.AsSpan(0, filled);
        var start = block.Ordinal == 0 ? 0 : format.FirstRecord(data, nominal);
        var end = start < 0 ? -1 : format.FirstRecord(data, Math.Max(start, Math.Min(filled, nominal + BlockBytes)));
        if (!atEnd && end < 0)
        {
            return false;
        }

        block.Start = start < 0 ? filled : start;
        block.End = end < 0 ? filled : end;
        return true;
    }
}
