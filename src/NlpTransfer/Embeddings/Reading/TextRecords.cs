namespace NlpTransfer.Embeddings;

/// <summary>Vectors as lines of text: a word, blanks, and as many decimals as the vectors have dimensions.</summary>
/// <param name="dimension">Values in each row.</param>
/// <param name="firstLine">The number of the line at which the data begins: 1, or 2 behind a header.</param>
internal sealed unsafe class TextRecords(int dimension, int firstLine) : IRecordFormat
{
    public int Lookbehind => 1;

    public int FirstRecord(ReadOnlySpan<byte> data, int from)
    {
        var before = data[(from - 1)..].IndexOf((byte)'\n');
        return before < 0 ? -1 : from + before;
    }

    public int Prepare(VectorBlock block)
    {
        if (block.End > block.Start && block.Buffer[block.End - 1] != '\n')
        {
            // The file's last line may lack its line feed.
            block.Buffer[block.End++] = (byte)'\n';
        }

        block.FindDelimiters<TextDelimiters>();
        return block.LineEnds.Count;
    }

    public void Parse(VectorBlock block, BlockRows rows)
    {
        var first = 0;
        for (var line = 0; line < block.LineEnds.Count; line++)
        {
            var last = block.LineEnds[line];
            Line(block, rows, first, last, block.FirstRecord + line + firstLine);
            first = last + 1;
        }
    }

    private void Line(VectorBlock block, BlockRows rows, int first, int last, long line)
    {
        var ends = block.Ends;
        var start = ends[first - 1] + 1;
        var word = block.Span(start, ends[first]);
        if (rows.Filter is { HasSpaces: false } filter && !filter.Wants(word))
        {
            return;
        }

        if (word.Length > 0 && HasUsualShape(ends + first, last - first) && rows.Filter is not { HasSpaces: true })
        {
            var row = rows.Next();
            if (FloatRow.TryParse(block.Data, ends + first + 1, dimension, row))
            {
                rows.Keep(row, word, line);
                return;
            }
        }

        new TextLine(rows, dimension, line).Read(block.Span(start, ends[last]));
    }

    /// <summary>The right number of fields; word2vec and fastText leave a blank at the end of each line.</summary>
    private bool HasUsualShape(int* ends, int fields)
    {
        if (fields < dimension)
        {
            return false;
        }

        for (var i = dimension; i < fields; i++)
        {
            if (ends[i + 1] != ends[i] + 1)
            {
                return false;
            }
        }

        return true;
    }
}
