using System.Buffers.Text;
using System.Text.Json;

namespace NlpTransfer.Embeddings;

/// <summary>
/// Vectors as members of one JSON object, <c>"word":[v1,...,norm,index],</c> without blanks, as winkNLP ships them.
/// The index gives the row; the entry for unknown words has index -1 and is left out.
/// </summary>
internal sealed unsafe class WinkRecords(WinkHeader header) : IRecordFormat
{
    public int Lookbehind => 3;

    private static ReadOnlySpan<byte> Between => "],\""u8;

    private static ReadOnlySpan<byte> BeforeValues => "\":["u8;

    /// <summary>
    /// A record begins at a quote behind <c>digit],</c> whose string is followed by <c>:[</c>. The second condition
    /// rules out a word that contains the first three characters: its "string" would run to the next word's quote.
    /// </summary>
    public int FirstRecord(ReadOnlySpan<byte> data, int from)
    {
        for (var at = Math.Max(1, from - 2); at < data.Length;)
        {
            var found = data[at..].IndexOf(Between);
            if (found < 0)
            {
                return -1;
            }

            at += found;
            if (char.IsAsciiDigit((char)data[at - 1]) && IsWordAt(data, at + 2))
            {
                return at + 2;
            }

            at++;
        }

        return -1;
    }

    public int Prepare(VectorBlock block)
    {
        block.FindDelimiters<ArrayDelimiters>();
        return 0;
    }

    public void Parse(VectorBlock block, BlockRows rows)
    {
        var at = block.Start;
        var token = 0;
        while (at < block.End && block.Buffer[at] == '"')
        {
            var close = EndOfString(block.Buffer.AsSpan(0, block.End), at + 1);
            if (close < 0 || !block.Span(close, block.End).StartsWith(BeforeValues))
            {
                throw Wrong(rows, block, at, "Expected a word in quotes and an opening bracket");
            }

            var values = close + BeforeValues.Length;
            while (token < block.DelimiterCount && block.Ends[token] < values)
            {
                token++;
            }

            Record(block, rows, block.Span(at + 1, close), values, token);
            token += header.Columns;
            at = block.Ends[token - 1] + 1;
            at += at < block.End && block.Buffer[at] == ',' ? 1 : 0;
        }

        if (at < block.End && block.Buffer[at] != '}')
        {
            throw Wrong(rows, block, at, "Expected the next word in quotes");
        }
    }

    private void Record(VectorBlock block, BlockRows rows, ReadOnlySpan<byte> word, int values, int token)
    {
        var ends = block.Ends + token;
        Check(block, rows, values, token);
        var index = Index(block, rows, ends);
        if (index < 0)
        {
            return;
        }

        if (word.Contains((byte)'\\'))
        {
            word = Unescape(word);
        }

        if (rows.Filter is { } filter && !filter.Wants(word))
        {
            return;
        }

        var row = rows.At(index);
        if (!FloatRow.TryParse(block.Data, ends, header.Dimension, row))
        {
            throw Wrong(rows, block, values, $"Expected {header.Dimension} finite numbers");
        }

        rows.Keep(row, word, null, index);
    }

    private void Check(VectorBlock block, BlockRows rows, int values, int token)
    {
        var count = 1;
        while (token + count - 1 < block.DelimiterCount && block.Buffer[block.Ends[token + count - 1]] != ']')
        {
            count++;
        }

        if (count != header.Columns || token + count > block.DelimiterCount)
        {
            throw Wrong(rows, block, values, $"Expected {header.Columns} numbers in the row ({header.Dimension} values, norm and index), found {(token + count > block.DelimiterCount ? count - 1 : count)} up to its end");
        }

        // The delimiter in front of the first value is the bracket that opened the row.
        block.Ends[token - 1] = values - 1;
    }

    private long Index(VectorBlock block, BlockRows rows, int* ends)
    {
        var start = ends[header.IndexColumn - 1] + 1;
        var text = block.Span(start, ends[header.IndexColumn]);
        if (!Utf8Parser.TryParse(text, out long index, out var used) || used != text.Length || index >= header.Size)
        {
            throw Wrong(rows, block, start, $"Expected a row number below {header.Size}, found {Quote.Bytes(text)}");
        }

        return index;
    }

    private static byte[] Unescape(ReadOnlySpan<byte> escaped)
    {
        var quoted = new byte[escaped.Length + 2];
        quoted[0] = quoted[^1] = (byte)'"';
        escaped.CopyTo(quoted.AsSpan(1));
        var reader = new Utf8JsonReader(quoted);
        reader.Read();
        var plain = new byte[escaped.Length];
        return plain[..reader.CopyString(plain)];
    }

    private static bool IsWordAt(ReadOnlySpan<byte> data, int quote)
    {
        var close = EndOfString(data, quote + 1);
        return close >= 0 && data[close..].StartsWith(BeforeValues);
    }

    /// <summary>The closing quote of a string whose content begins at <paramref name="at"/>, or -1.</summary>
    private static int EndOfString(ReadOnlySpan<byte> data, int at)
    {
        while (true)
        {
            var found = data[at..].IndexOfAny((byte)'"', (byte)'\\');
            if (found < 0)
            {
                return -1;
            }

            at += found;
            if (data[at] == '"')
            {
                return at;
            }

            at += 2;
            if (at > data.Length)
            {
                return -1;
            }
        }
    }

    private static VectorFormatException Wrong(BlockRows rows, VectorBlock block, int at, string expected) =>
        new(rows.Path, $"{expected}, here: {Quote.Bytes(block.Span(at, Math.Min(block.End, at + 60)))}. The file is damaged or no wink document; get it again.", byteOffset: block.Offset + at);
}
