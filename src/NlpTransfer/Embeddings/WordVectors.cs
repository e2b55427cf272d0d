namespace NlpTransfer.Embeddings;

/// <summary>A vocabulary and its vectors: a <c>(Count, Dimension)</c> matrix of float32, in memory or memory-mapped.</summary>
/// <remarks>
/// Reading is safe from any number of threads. Disposing is not: spans from <see cref="Row"/> must not be used
/// after <see cref="Dispose"/>, because a mapped file is unmapped then.
/// </remarks>
public sealed class WordVectors : IDisposable
{
    private readonly Section<float> _rows;
    private readonly IDisposable? _owner;
    private readonly WordList _words;
    private bool _disposed;

    internal WordVectors(
        WordTable table, Section<float> rows, int dimension, SubwordVectors? subwords, VectorReadReport report, IDisposable? owner = null)
    {
        Table = table;
        _rows = rows;
        _owner = owner;
        _words = new WordList(table);
        Dimension = dimension;
        Subwords = subwords;
        Report = report;
    }

    /// <summary>Number of words, which is the number of rows.</summary>
    public int Count => Table.Count;

    /// <summary>Values in each row.</summary>
    public int Dimension { get; }

    /// <summary>The words in the order of their rows; each string is made when it is asked for.</summary>
    public IReadOnlyList<string> Words => _words;

    /// <summary>Vectors of character n-grams for unknown words. <value>null: the file has none.</value></summary>
    public SubwordVectors? Subwords { get; }

    /// <summary>What was found while reading: format, duplicates, other oddities.</summary>
    public VectorReadReport Report { get; }

    internal WordTable Table { get; }

    internal Section<float> Matrix => _disposed ? throw new ObjectDisposedException(nameof(WordVectors)) : _rows;

    /// <summary>Reads or maps a vector file of any format, plain or gzip; the format is detected from the content.</summary>
    /// <param name="path">The file. A <c>.vectors</c> file opens in constant time, whatever its size.</param>
    /// <param name="options">What to keep and how strictly to read.</param>
    /// <param name="cancellationToken">Stops the reading.</param>
    /// <exception cref="VectorFormatException">The file is broken or of no known format.</exception>
    /// <exception cref="FileNotFoundException">There is no such file.</exception>
    public static WordVectors Open(string path, VectorReadOptions? options = null, CancellationToken cancellationToken = default) =>
        VectorReader.Open(path, options ?? new VectorReadOptions(), cancellationToken);

    /// <summary>Vectors from words and values at hand.</summary>
    /// <param name="words">Distinct words.</param>
    /// <param name="values">Row after row, <c>words.Count * dimension</c> values; copied.</param>
    /// <param name="dimension">Values in each row, at least 1.</param>
    /// <exception cref="ArgumentException">The numbers do not fit, or a word comes twice.</exception>
    public static WordVectors Create(IReadOnlyList<string> words, ReadOnlySpan<float> values, int dimension)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(dimension, 1);
        if (values.Length != (long)words.Count * dimension)
        {
            throw new ArgumentException(
                $"{words.Count} words of {dimension} values need {(long)words.Count * dimension} values, found {values.Length}.", nameof(values));
        }

        var table = WordTableBuilder.FromWords(words);
        if (table.Count != words.Count)
        {
            throw new ArgumentException(
                $"Words must be distinct; {words.Count - table.Count} of {words.Count} come twice.", nameof(words));
        }

        return new WordVectors(table, new Section<float>(values.ToArray()), dimension, null, new VectorReadReport { Format = VectorFormat.Vectors, RowsRead = words.Count });
    }

    /// <summary>The row of a word exactly as written, or -1. See <see cref="WordLookup"/> for gentler matching.</summary>
    /// <exception cref="ObjectDisposedException">The vectors were disposed.</exception>
    public int IndexOf(ReadOnlySpan<char> word)
    {
        ObjectDisposedException.ThrowIf(_disposed, this);
        return Table.IndexOf(word);
    }

    /// <summary>The row of a word given as UTF-8, or -1.</summary>
    /// <exception cref="ObjectDisposedException">The vectors were disposed.</exception>
    public int IndexOf(ReadOnlySpan<byte> utf8Word)
    {
        ObjectDisposedException.ThrowIf(_disposed, this);
        return Table.IndexOf(utf8Word);
    }

    /// <summary>One row: <see cref="Dimension"/> values, without a copy.</summary>
    /// <exception cref="ArgumentOutOfRangeException">There is no such row.</exception>
    /// <exception cref="ObjectDisposedException">The vectors were disposed.</exception>
    public ReadOnlySpan<float> Row(int index)
    {
        ObjectDisposedException.ThrowIf(_disposed, this);
        ArgumentOutOfRangeException.ThrowIfNegative(index);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(index, Count);
        return _rows.Slice((long)index * Dimension, Dimension);
    }

    /// <summary>Copies chosen rows one after the other, as a torch embedding table needs them.</summary>
    /// <param name="rows">Row numbers; -1 gives a row of zeros, for words that were not found.</param>
    /// <param name="destination">At least <c>rows.Length * Dimension</c> values.</param>
    /// <exception cref="ArgumentException">The destination is too short.</exception>
    public void CopyRows(ReadOnlySpan<int> rows, Span<float> destination)
    {
        if (destination.Length < (long)rows.Length * Dimension)
        {
            throw new ArgumentException(
                $"{rows.Length} rows of {Dimension} values need {(long)rows.Length * Dimension} values of room, found {destination.Length}.", nameof(destination));
        }

        for (var i = 0; i < rows.Length; i++)
        {
            var target = destination.Slice(i * Dimension, Dimension);
            if (rows[i] < 0)
            {
                target.Clear();
            }
            else
            {
                Row(rows[i]).CopyTo(target);
            }
        }
    }

    /// <summary>Writes the vectors; under a temporary name first, so that a crash leaves no half file.</summary>
    /// <param name="path">Where to; a name that ends in <c>.gz</c> is compressed.</param>
    /// <param name="format">How.</param>
    /// <param name="cancellationToken">Stops the writing; nothing is left behind.</param>
    public void Save(string path, VectorFormat format = VectorFormat.Vectors, CancellationToken cancellationToken = default) =>
        VectorWriter.Save(this, path, format, cancellationToken);

    /// <inheritdoc />
    public void Dispose()
    {
        _disposed = true;
        _owner?.Dispose();
    }
}
