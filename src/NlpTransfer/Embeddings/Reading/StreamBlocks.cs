namespace NlpTransfer.Embeddings;

/// <summary>Blocks of a stream that can only be read once from front to back, such as a gzip file's content.</summary>
internal sealed class StreamBlocks(Stream stream, string path, long dataOffset, IRecordFormat format) : IBlockSource
{
    private readonly Lock _lock = new();
    private byte[] _carried = [];
    private long _offset = dataOffset;
    private int _next;
    private bool _atEnd;

    public bool TryNext(VectorBlock block)
    {
        lock (_lock)
        {
            if (_atEnd && _carried.Length == 0)
            {
                return false;
            }

            block.Ordinal = _next++;
            block.Offset = _offset;
            block.Start = 0;
            var filled = Fill(block);
            _carried = block.Buffer.AsSpan(block.End, filled - block.End).ToArray();
            _offset += block.End;
            return true;
        }
    }

    public void Dispose() => stream.Dispose();

    private int Fill(VectorBlock block)
    {
        var filled = _carried.Length;
        while (block.Buffer.Length - VectorBlock.Slack < filled)
        {
            block.Grow(0, path);
        }

        _carried.CopyTo(block.Buffer, 0);
        while (true)
        {
            var room = block.Buffer.AsSpan(filled, block.Buffer.Length - VectorBlock.Slack - filled);
            var got = stream.ReadAtLeast(room, room.Length, throwOnEndOfStream: false);
            filled += got;
            _atEnd = got < room.Length;
            var end = filled < FileBlocks.BlockBytes ? -1 : format.FirstRecord(block.Buffer.AsSpan(0, filled), FileBlocks.BlockBytes);
            if (end >= 0 || _atEnd)
            {
                block.End = end < 0 ? filled : end;
                return filled;
            }

            block.Grow(filled, path);
        }
    }
}
