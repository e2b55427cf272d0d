using System.Numerics.Tensors;
using System.Text;
using System.Text.Unicode;

namespace NlpTransfer.Embeddings;

/// <summary>Collects the rows of a binary file one after the other, with the same rules as text files have.</summary>
internal sealed class BinaryRows(VectorFormat format, int dimension, long expected, string path, VectorReadOptions options)
{
    // Counts in headers are not believed: memory beyond this grows only with rows that really come.
    private const int MostRowsAtOnce = 1 << 14;

    private readonly WordFilter? _filter = options.Words is null ? null : new WordFilter(options.Words);
    private readonly WordTableBuilder _table = new((int)Math.Min(expected, MostRowsAtOnce), 1 << 16);
    private float[] _values = new float[Math.Max(dimension, Math.Min(expected, MostRowsAtOnce) * dimension)];
    private long _duplicates;
    private long _zeroRows;
    private long _invalidWords;

    /// <summary>Rows seen, kept or not.</summary>
    public long Read { get; private set; }

    public bool IsFull => _table.Count == (options.Limit ?? int.MaxValue);

    /// <summary>Whether the word's values are worth reading. Call <see cref="Room"/> and <see cref="Check"/> if so.</summary>
    public bool Wants(ReadOnlySpan<byte> word, long offset)
    {
        Read++;
        if (!Utf8.IsValid(word))
        {
            word = Repair(word, offset);
        }

        if (_filter is not null && !_filter.Wants(word))
        {
            return false;
        }

        if (_table.TryAdd(word))
        {
            return true;
        }

        _duplicates++;
        return options.Strict
            ? throw new VectorFormatException(path, $"The word {Quote.Bytes(word)} comes twice. Remove one, or read without {nameof(VectorReadOptions.Strict)}.", byteOffset: offset)
            : false;
    }

    /// <summary>Where the values of the word that was just taken go.</summary>
    public Span<float> Room()
    {
        var start = checked((_table.Count - 1) * dimension);
        if (start + dimension > _values.Length)
        {
            Array.Resize(ref _values, (int)Math.Min(Array.MaxLength, Math.Max(start + (long)dimension, Math.Min(_values.Length * 2L, expected * dimension))));
        }

        return _values.AsSpan(start, dimension);
    }

    /// <summary>Refuses values that are not finite.</summary>
    public void Check(ReadOnlySpan<float> row, long offset)
    {
        var sum = TensorPrimitives.SumOfMagnitudes(row);
        if (sum == 0)
        {
            _zeroRows++;
        }

        if (!float.IsFinite(sum) && TensorPrimitives.IndexOfMaxMagnitude(row) is var at && !float.IsFinite(row[at]))
        {
            throw new VectorFormatException(path, $"Value {at + 1} of {dimension} in row {Read} is {row[at]}; vectors must be finite. The file is damaged, or its vectors have another length.", byteOffset: offset);
        }
    }

    public WordVectors Build(long? announced, SubwordVectors? subwords = null)
    {
        var report = new VectorReadReport
        {
            Format = format,
            AnnouncedRows = IsFull ? null : announced,
            RowsRead = Read,
            DuplicateWords = _duplicates,
            InvalidUtf8Words = _invalidWords,
            ZeroRows = _zeroRows,
        };
        return new WordVectors(_table.Build(), new Section<float>(_values, (long)_table.Count * dimension), dimension, subwords, report);
    }

    private byte[] Repair(ReadOnlySpan<byte> word, long offset)
    {
        if (options.Strict)
        {
            throw new VectorFormatException(path, $"The word {Quote.Bytes(word)} is not UTF-8. Write the file as UTF-8, or read without {nameof(VectorReadOptions.Strict)}.", byteOffset: offset);
        }

        _invalidWords++;
        return Encoding.UTF8.GetBytes(Encoding.UTF8.GetString(word));
    }
}
