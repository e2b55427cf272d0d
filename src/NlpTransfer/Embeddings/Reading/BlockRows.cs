using System.Text;
using System.Text.Unicode;

namespace NlpTransfer.Embeddings;

/// <summary>
/// Takes the rows of one block at a time. Rows go straight to the final matrix where there is one: to their place when
/// all words are kept, to the next free row when words are selected. Without one they collect here and are moved once
/// their number is known. One per worker, reused for every block.
/// </summary>
internal sealed unsafe class BlockRows(int dimension, RowMatrix? matrix, WordFilter? filter, string path, bool strict)
{
    private readonly List<int> _lengths = [];
    private readonly List<long> _positions = [];
    private readonly List<long> _rows = [];
    private long? _claimed;
    private byte[] _words = new byte[1 << 12];
    private int _wordBytes;
    private float[] _values = GC.AllocateUninitializedArray<float>(matrix is null ? Math.Max(dimension, 1 << 16) : 1, pinned: true);
    private VectorBlock? _block;

    public int Dimension => dimension;

    public string Path => path;

    public WordFilter? Filter => filter;

    public long ZeroRows { get; private set; }

    public long InvalidUtf8Words { get; private set; }

    public void Begin(VectorBlock block)
    {
        _block = block;
        _lengths.Clear();
        _positions.Clear();
        _rows.Clear();
        _wordBytes = 0;
    }

    /// <summary>Room for the next row in the file's order. It counts only once <see cref="Keep"/> is called.</summary>
    public float* Next() => matrix is null ? Local() : matrix.Row(filter is null ? _block!.FirstRecord + _lengths.Count : Claimed());

    /// <summary>Room for the row that the file itself gives a number.</summary>
    public float* At(long position) => matrix is null ? Local() : matrix.Row(filter is null ? position : Claimed());

    /// <summary>Keeps the row that was written last.</summary>
    /// <param name="row">What <see cref="Next"/> or <see cref="At"/> returned.</param>
    /// <param name="word">The word's bytes as found.</param>
    /// <param name="line">Its line, for messages; null in formats without lines.</param>
    /// <param name="position">The number that the file gives the row, when it does.</param>
    public void Keep(float* row, ReadOnlySpan<byte> word, long? line, long? position = null)
    {
        if (!Utf8.IsValid(word))
        {
            word = Repair(word, line);
        }

        if (row[0] == 0 && !new ReadOnlySpan<float>(row, dimension).ContainsAnyExcept(0f))
        {
            ZeroRows++;
        }

        while (_wordBytes + word.Length > _words.Length)
        {
            Array.Resize(ref _words, _words.Length * 2);
        }

        word.CopyTo(_words.AsSpan(_wordBytes));
        _wordBytes += word.Length;
        _lengths.Add(word.Length);
        if (position is { } stated)
        {
            _positions.Add(stated);
        }

        if (_claimed is { } taken)
        {
            _rows.Add(taken);
            _claimed = null;
        }
    }

    public BlockResult Finish(int records) => new()
    {
        Ordinal = _block!.Ordinal,
        FirstRecord = _block.FirstRecord,
        Records = records,
        WordBytes = _words.AsSpan(0, _wordBytes).ToArray(),
        WordLengths = [.. _lengths],
        Positions = _positions.Count > 0 ? [.. _positions] : null,
        Rows = _rows.Count > 0 ? [.. _rows] : null,
        Values = matrix is null ? _values.AsSpan(0, _lengths.Count * dimension).ToArray() : null,
    };

    // A row that was claimed for a line that turned out not to be wanted serves the next one.
    private long Claimed() => _claimed ??= matrix!.Claim();

    private float* Local()
    {
        var start = _lengths.Count * dimension;
        if (start + dimension > _values.Length)
        {
            var larger = GC.AllocateUninitializedArray<float>(Math.Max(_values.Length * 2, start + dimension), pinned: true);
            _values.AsSpan(0, start).CopyTo(larger);
            _values = larger;
        }

        fixed (float* first = _values)
        {
            return first + start;
        }
    }

    private byte[] Repair(ReadOnlySpan<byte> word, long? line)
    {
        if (strict)
        {
            throw new VectorFormatException(path, $"The word {Quote.Bytes(word)} is not UTF-8. Convert the file to UTF-8, or read without {nameof(VectorReadOptions.Strict)}.", line);
        }

        InvalidUtf8Words++;
        return Encoding.UTF8.GetBytes(Encoding.UTF8.GetString(word));
    }
}
