namespace NlpTransfer.Embeddings;

/// <summary>
/// Reads one unusual line from its right end, so that the word may contain blanks (GloVe 840B has
/// <c>". . ."</c> and <c>"at name@domain.com"</c>), and says exactly what is wrong with a broken one.
/// </summary>
internal readonly unsafe ref struct TextLine(BlockRows rows, int dimension, long line)
{
    public void Read(ReadOnlySpan<byte> text)
    {
        text = TrimEnd(text);
        if (text.IsEmpty)
        {
            return;
        }

        var row = rows.Next();
        for (var i = dimension - 1; i >= 0; i--)
        {
            var blank = LastBlank(text);
            if (blank < 0)
            {
                throw Wrong($"Expected {dimension} values after the word, found {dimension - 1 - i}. The line was cut off or belongs to another file; get the file again.");
            }

            row[i] = Value(text[(blank + 1)..], i);
            text = TrimEnd(text[..blank]);
        }

        Keep(row, text);
    }

    private void Keep(float* row, ReadOnlySpan<byte> word)
    {
        var extra = word[(LastBlank(word) + 1)..];
        if (extra.Length < word.Length && extra.Contains((byte)'.') && DecimalFloat.TryParse(extra, out _))
        {
            throw Wrong($"Expected {dimension} values after the word, found more: {Quote.Bytes(extra)} is a number too. Lines of different length cannot be in one file.");
        }

        if (word.IsEmpty)
        {
            throw Wrong($"Expected a word before the {dimension} values, found none.");
        }

        if (rows.Filter is not { } filter || filter.Wants(word))
        {
            rows.Keep(row, word, line);
        }
    }

    private float Value(ReadOnlySpan<byte> field, int index)
    {
        if (!DecimalFloat.TryParse(field, out var value))
        {
            throw Wrong($"Expected a number as value {index + 1} of {dimension}, found {Quote.Bytes(field)}.");
        }

        return float.IsFinite(value)
            ? value
            : throw Wrong($"Value {index + 1} of {dimension} is {Quote.Bytes(field)}; vectors must be finite. Remove the line, or train the vectors again.");
    }

    private VectorFormatException Wrong(string problem) => new(rows.Path, problem, line);

    private static ReadOnlySpan<byte> TrimEnd(ReadOnlySpan<byte> text)
    {
        while (text.Length > 0 && text[^1] <= ' ')
        {
            text = text[..^1];
        }

        return text;
    }

    private static int LastBlank(ReadOnlySpan<byte> text)
    {
        var at = text.Length - 1;
        while (at >= 0 && text[at] > ' ')
        {
            at--;
        }

        return at;
    }
}
