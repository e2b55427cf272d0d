using System.Buffers.Text;

namespace NlpTransfer.Embeddings;

/// <summary>Reads from a text file's first lines whether there is a header and how many values a row has.</summary>
internal static class TextLayout
{
    private const int MostLines = 1000;

    /// <summary>A header is a first line of two whole numbers.</summary>
    public static bool TryHeader(VectorInput input, int start, out ulong rows, out ulong dimension, out int next)
    {
        dimension = 0;
        next = 0;
        var line = Line(input.Head, start);
        var text = line.TrimEnd(" \t\r"u8);
        if (!Utf8Parser.TryParse(text, out rows, out var used) || used >= text.Length || text[used] > ' ')
        {
            return false;
        }

        var second = text[used..].TrimStart(" \t"u8);
        if (!Utf8Parser.TryParse(second, out dimension, out used) || used != second.Length)
        {
            return false;
        }

        next = Math.Min(input.Head.Length, start + line.Length + 1);
        return dimension == 1 || !IsOneDimensional(input.Head, next);
    }

    /// <summary>Whether decimals follow the first word, rather than raw floats.</summary>
    public static bool IsTextAfter(ReadOnlySpan<byte> head, int next)
    {
        var line = head[next..];
        var blank = line.IndexOf((byte)' ');
        return blank < 0 || IsDecimal(line[(blank + 1)..]);
    }

    // Four raw bytes can be digits by chance, but then no blank follows where a decimal would end.
    private static bool IsDecimal(ReadOnlySpan<byte> text)
    {
        var length = 0;
        while (length < text.Length && text[length] > ' ')
        {
            length++;
        }

        return length is > 0 and < 64 && text[..length].IndexOfAnyExcept("0123456789+-.eEnaifNIAF"u8) < 0;
    }

    /// <summary>The number of values that most of the first lines have.</summary>
    public static int Dimension(VectorInput input, int start)
    {
        var counts = new Dictionary<int, int>();
        ReadOnlySpan<byte> head = input.Head;
        for (var lines = 0; start < head.Length && lines < MostLines; lines++)
        {
            var line = Line(head, start);
            if (start + line.Length == head.Length && !input.HeadIsAll)
            {
                break;
            }

            start += line.Length + 1;
            var fields = Fields(line);
            counts[fields - 1] = counts.GetValueOrDefault(fields - 1) + 1;
        }

        counts.Remove(-1);
        var dimension = counts.OrderByDescending(pair => pair.Value).ThenBy(pair => pair.Key).FirstOrDefault().Key;
        return dimension > 0 && LooksNumeric(head) ? dimension : throw Unknown(input);
    }

    public static ReadOnlySpan<byte> Line(ReadOnlySpan<byte> head, int start)
    {
        var line = head[start..];
        var end = line.IndexOf((byte)'\n');
        return end < 0 ? line : line[..end];
    }

    // "5 1" over a line of two fields is GloVe text with one dimension, not a header that announces five words.
    private static bool IsOneDimensional(ReadOnlySpan<byte> head, int next) =>
        next < head.Length && Fields(Line(head, next)) == 2 && IsTextAfter(head, next);

    private static bool LooksNumeric(ReadOnlySpan<byte> head)
    {
        var line = Line(head, 0).TrimEnd(" \t\r"u8);
        return DecimalFloat.TryParse(line[(line.LastIndexOfAny((byte)' ', (byte)'\t') + 1)..], out _);
    }

    private static int Fields(ReadOnlySpan<byte> line)
    {
        var fields = 0;
        var inside = false;
        foreach (var value in line)
        {
            fields += value > ' ' && !inside ? 1 : 0;
            inside = value > ' ';
        }

        return fields;
    }

    private static VectorFormatException Unknown(VectorInput input) => new(
        input.Path,
        $"This is no vector file: expected lines of a word and numbers, a word2vec or fastText binary, a wink document or a .vectors file, found {Quote.Bytes(Line(input.Head, 0))}.",
        byteOffset: 0);
}
