namespace NlpTransfer.Embeddings;

/// <summary>A stretch of a file that holds whole records, with the delimiters found in it. One per worker, reused.</summary>
internal sealed unsafe class VectorBlock
{
    /// <summary>Readable bytes behind the data, so that vector loads may overshoot.</summary>
    public const int Slack = 128;

    private int[] _ends = GC.AllocateUninitializedArray<int>(1 << 15, pinned: true);

    /// <summary>The bytes; pinned.</summary>
    public byte[] Buffer { get; private set; } = GC.AllocateUninitializedArray<byte>(FileBlocks.BlockBytes + FileBlocks.Overlap + Slack, pinned: true);

    /// <summary>First byte of the first record.</summary>
    public int Start { get; set; }

    /// <summary>Behind the last byte of the last record.</summary>
    public int End { get; set; }

    /// <summary>Position among the blocks of the file, from 0.</summary>
    public int Ordinal { get; set; }

    /// <summary>Where <see cref="Buffer"/> begins in the (decompressed) file.</summary>
    public long Offset { get; set; }

    /// <summary>Records in all earlier blocks.</summary>
    public long FirstRecord { get; set; }

    /// <summary>Number of delimiters.</summary>
    public int DelimiterCount { get; private set; }

    /// <summary>For each line of the block, the index of the delimiter that ends it.</summary>
    public List<int> LineEnds { get; } = [];

    public byte* Data
    {
        get
        {
            fixed (byte* first = Buffer)
            {
                return first;
            }
        }
    }

    /// <summary>Offsets of the delimiters in the buffer; the one before the first record sits at index -1.</summary>
    public int* Ends
    {
        get
        {
            fixed (int* first = _ends)
            {
                return first + 1;
            }
        }
    }

    public ReadOnlySpan<byte> Span(int start, int end) => Buffer.AsSpan(start, end - start);

    /// <summary>Makes the buffer larger; its first <paramref name="filled"/> bytes stay.</summary>
    public void Grow(int filled, string file)
    {
        const int Most = 1 << 28;
        if (Buffer.Length >= Most)
        {
            throw new VectorFormatException(file, $"No record ends within {Most} bytes from here. This is no vector file, or a damaged one.", byteOffset: Offset);
        }

        var larger = GC.AllocateUninitializedArray<byte>(Buffer.Length * 2, pinned: true);
        Buffer.AsSpan(0, filled).CopyTo(larger);
        Buffer = larger;
    }

    /// <summary>Finds all delimiters between <see cref="Start"/> and <see cref="End"/>.</summary>
    public void FindDelimiters<TDelimiters>() where TDelimiters : IDelimiters
    {
        var most = End - Start + DelimiterScan.Overshoot + 1;
        if (_ends.Length < most)
        {
            _ends = GC.AllocateUninitializedArray<int>(most, pinned: true);
        }

        LineEnds.Clear();
        Ends[-1] = Start - 1;
        DelimiterCount = DelimiterScan.Find<TDelimiters>(Data, Start, End, Ends, LineEnds);
    }
}
