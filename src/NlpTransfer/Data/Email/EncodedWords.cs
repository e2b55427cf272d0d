using System.Text;

namespace NlpTransfer.Data;

/// <summary>Decodes <c>=?charset?B?...?=</c> and <c>=?charset?Q?...?=</c> in headers (RFC 2047; a language behind '*' as in RFC 2231).</summary>
internal static class EncodedWords
{
    // The standard allows 75; some programs write a whole subject as one word.
    private const int LongestWord = 4096;

    public static string Decode(string header, Charsets charsets)
    {
        if (!header.Contains("=?", StringComparison.Ordinal)) return header;
        var text = new StringBuilder();
        var pending = new List<byte>(); // bytes of neighbouring words of one character set, which may share a character
        string? charset = null;
        var position = 0;
        while (position < header.Length)
        {
            var start = header.IndexOf("=?", position, StringComparison.Ordinal);
            var word = start < 0 ? null : Word.At(header, start);
            if (word is null)
            {
                // "=?" that begins no word is text.
                var end = start < 0 ? header.Length : start + 2;
                Flush(text, pending, charset, charsets);
                text.Append(header, position, end - position);
                position = end;
                continue;
            }
            var between = header.AsSpan(position, start - position);
            var continues = pending.Count > 0 && between.IsWhiteSpace();
            if (!continues || !word.Charset.Equals(charset, StringComparison.OrdinalIgnoreCase)) Flush(text, pending, charset, charsets);
            if (!continues) text.Append(between);
            pending.AddRange(word.Bytes);
            (charset, position) = (word.Charset, word.End);
        }
        Flush(text, pending, charset, charsets);
        return text.ToString();
    }

    private static void Flush(StringBuilder text, List<byte> pending, string? charset, Charsets charsets)
    {
        if (pending.Count > 0) text.Append(charsets.Decode(System.Runtime.InteropServices.CollectionsMarshal.AsSpan(pending), charset));
        pending.Clear();
    }

    private sealed record Word(string Charset, byte[] Bytes, int End)
    {
        public static Word? At(string header, int start)
        {
            var first = header.IndexOf('?', start + 2);
            if (first < 0 || first + 2 >= header.Length || header[first + 2] != '?') return null;
            var end = header.IndexOf("?=", first + 3, Math.Min(LongestWord, header.Length - first - 3), StringComparison.Ordinal);
            if (end < 0) return null;
            var content = Encoding.Latin1.GetBytes(header[(first + 3)..end]);
            byte[]? bytes = header[first + 1] switch
            {
                'B' or 'b' => TransferEncodings.Base64(content, out _),
                'Q' or 'q' => TransferEncodings.QuotedPrintable(content, isHeader: true, out _),
                _ => null,
            };
            var charset = header[(start + 2)..first].Split('*')[0];
            return bytes is null ? null : new Word(charset, bytes, end + 2);
        }
    }
}
