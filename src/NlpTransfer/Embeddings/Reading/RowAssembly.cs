namespace NlpTransfer.Embeddings;

/// <summary>Makes vocabulary and matrix out of the blocks' results: in order, without duplicates and gaps.</summary>
internal sealed class RowAssembly(VectorPlan plan, VectorReadOptions options, string path, RowMatrix? matrix, List<BlockResult> results)
{
    private readonly int _dimension = plan.Dimension;
    private readonly int _rows = results.Sum(result => result.WordLengths.Length);
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
            RowsRead = matrix is null && options.Words is not null ? read : _rows,
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
        var source = result.Values ?? _values;
        var from = result.Values is not null ? row : result.Positions?[row] ?? result.FirstRecord + row;
        if (source != _values || from != target)
        {
            source.AsSpan((int)(from * _dimension), _dimension).CopyTo(_values.AsSpan(target * _dimension, _dimension));
        }
    }

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
