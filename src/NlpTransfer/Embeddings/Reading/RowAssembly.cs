namespace NlpTransfer.Embeddings;

/// <summary>Makes vocabulary and matrix out of the blocks' results: in order, without duplicates and gaps.</summary>
internal sealed class RowAssembly(VectorPlan plan, VectorReadOptions options, string path, RowMatrix? matrix, List<BlockResult> results)
{
    private readonly int _dimension = plan.Dimension;
    private readonly int _rows = results.Sum(result => result.WordLengths.Length);
    private readonly List<long> _sources = [];
    private long _duplicates;
    private float[] _values = [];

    public WordVectors Build(long zeroRows, long invalidWords)
    {
        _values = matrix?.Values ?? new float[checked((long)_rows * _dimension)];
        var table = new WordTableBuilder(_rows, results.Sum(result => result.WordBytes.Length));
        foreach (var (result, row, word) in InOrder())
        {
            Take(table, result, row, word);
        }

        var read = results.Sum(result => result.Positions is null ? result.Records : result.Positions.Length);
        var report = new VectorReadReport
        {
            Format = plan.Format,
            AnnouncedRows = options.Words is null && options.Limit is null ? plan.AnnouncedRows : null,
            RowsRead = options.Words is not null ? read : _rows,
            DuplicateWords = _duplicates,
            InvalidUtf8Words = invalidWords,
            ZeroRows = zeroRows,
        };
        return Finish(table, report);
    }

    private WordVectors Finish(WordTableBuilder table, VectorReadReport report)
    {
        if (table.Count == 0 && options.Words is null)
        {
            throw new VectorFormatException(path, "The file has no vectors. It was cut off or is of another kind; get it again.", line: plan.FirstLine);
        }

        if (options.Strict && report.AnnouncedRows is { } announced && announced != report.RowsRead)
        {
            throw new VectorFormatException(path, $"The header announces {announced} rows, the file has {report.RowsRead}. Get the file again, or read without {nameof(VectorReadOptions.Strict)}.", line: 1);
        }

        var rows = new Section<float>(_values, (long)table.Count * _dimension);
        return new WordVectors(table.Build(), rows, _dimension, null, report);
    }

    private void Take(WordTableBuilder table, BlockResult result, int row, ReadOnlyMemory<byte> word)
    {
        var target = table.Count;
        if (target == (options.Limit ?? int.MaxValue))
        {
            return;
        }

        if (!table.TryAdd(word.Span))
        {
            Duplicate(result, row, word.Span);
            return;
        }

        Place(result, row, target);
    }

    private void Place(BlockResult result, int row, int target)
    {
        if (result.Values is { } values)
        {
            values.AsSpan(row * _dimension, _dimension).CopyTo(Row(target));
        }
        else if (result.Rows is { } rows)
        {
            _sources.Add(rows[row]);
            Swap(target, WhereItIsNow(rows[row], target));
        }
        else if ((result.Positions?[row] ?? result.FirstRecord + row) is var from && from != target)
        {
            Row(from).CopyTo(Row(target));
        }
    }

    // Rows that took the next free place are brought into order by swapping, so that no second matrix is needed. A row
    // below the target was swapped away when its place was filled, to where that place's row had come from.
    private long WhereItIsNow(long source, int target)
    {
        while (source < target)
        {
            source = _sources[(int)source];
        }

        return source;
    }

    private void Swap(long a, long b)
    {
        for (var i = 0; a != b && i < _dimension; i++)
        {
            (Row(a)[i], Row(b)[i]) = (Row(b)[i], Row(a)[i]);
        }
    }

    private Span<float> Row(long row) => _values.AsSpan((int)(row * _dimension), _dimension);

    private void Duplicate(BlockResult result, int row, ReadOnlySpan<byte> word)
    {
        _duplicates++;
        if (options.Strict)
        {
            var known = result.Records == result.WordLengths.Length;
            throw new VectorFormatException(
                path, $"The word {Quote.Bytes(word)} comes twice. Remove one, or read without {nameof(VectorReadOptions.Strict)}.",
                known ? result.FirstRecord + row + plan.FirstLine : null);
        }
    }

    private IEnumerable<(BlockResult Result, int Row, ReadOnlyMemory<byte> Word)> InOrder()
    {
        var rows = InFileOrder();
        return IsSorted() ? rows : rows.OrderBy(entry => entry.Result.Positions![entry.Row]);
    }

    private IEnumerable<(BlockResult Result, int Row, ReadOnlyMemory<byte> Word)> InFileOrder()
    {
        foreach (var result in results)
        {
            var at = 0;
            for (var row = 0; row < result.WordLengths.Length; row++)
            {
                var length = result.WordLengths[row];
                yield return (result, row, result.WordBytes.AsMemory(at, length));
                at += length;
            }

            // Once its rows are placed a block's own copy of them is only ballast.
            result.Values = matrix is null && IsSorted() ? [] : result.Values;
        }
    }

    private bool IsSorted()
    {
        if (_sorted is null)
        {
            var positions = results.SelectMany(result => result.Positions ?? []);
            var last = long.MinValue;
            _sorted = positions.All(position => position > last && (last = position) == position);
        }

        return _sorted.Value;
    }

    private bool? _sorted;
}
