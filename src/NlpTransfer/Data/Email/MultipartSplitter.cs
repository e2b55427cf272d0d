using System.Text;

namespace NlpTransfer.Data;

/// <summary>Finds the parts of a multipart body (RFC 2046, section 5.1.1).</summary>
internal static class MultipartSplitter
{
    private const int MostParts = 1000;
    private const int LongestPreamble = 200;

    /// <param name="isClosed">Whether the last part has its end; when not, it reaches to the end of the body.</param>
    public static List<Range> Split(ReadOnlySpan<byte> body, string? boundary, out bool isClosed)
    {
        isClosed = false;
        if (string.IsNullOrWhiteSpace(boundary)) return [];
        var delimiter = Encoding.Latin1.GetBytes("--" + boundary.TrimEnd());
        var parts = new List<Range>();
        var partStart = -1;
        for (var line = NextDelimiter(body, delimiter, 0); line >= 0; line = NextDelimiter(body, delimiter, line + 1))
        {
            if (partStart >= 0) parts.Add(partStart..Math.Max(partStart, BeforeLineBreak(body, line)));
            var rest = RestOfLine(body, line + delimiter.Length);
            isClosed = rest.StartsWith("--"u8);
            if (isClosed || parts.Count == MostParts) return parts;
            partStart = Math.Min(body.Length, line + delimiter.Length + rest.Length + 1);
        }
        isClosed = false;
        if (partStart >= 0) parts.Add(partStart..body.Length);
        return parts;
    }

    /// <summary>The boundary of a body whose headers do not tell it: a line near the beginning with two hyphens, a Content- header under it; or null.</summary>
    public static string? GuessBoundary(ReadOnlySpan<byte> body)
    {
        var header = body.IndexOf("\nContent-"u8);
        if (header < 0) return null;
        var before = body[..header].TrimEnd((byte)'\r');
        var lineStart = before.LastIndexOf((byte)'\n') + 1;
        var line = before[lineStart..].TrimEnd(" \t"u8);
        // Further down it is a mail that quotes another one.
        var isBoundary = line.Length > 2 && line.StartsWith("--"u8) && lineStart <= LongestPreamble;
        return isBoundary ? Encoding.Latin1.GetString(line[2..]) : null;
    }

    /// <returns>Where the next line begins that is the delimiter, or -1.</returns>
    private static int NextDelimiter(ReadOnlySpan<byte> body, ReadOnlySpan<byte> delimiter, int from)
    {
        while (from < body.Length)
        {
            var found = body[from..].IndexOf(delimiter);
            if (found < 0) return -1;
            var start = from + found;
            if ((start == 0 || body[start - 1] == '\n') && IsWholeLine(RestOfLine(body, start + delimiter.Length))) return start;
            from = start + 1;
        }
        return -1;
    }

    // "--abc" is no delimiter of the boundary "ab".
    private static bool IsWholeLine(ReadOnlySpan<byte> rest) =>
        (rest.StartsWith("--"u8) ? rest[2..] : rest).Trim(" \t\r"u8).IsEmpty;

    private static ReadOnlySpan<byte> RestOfLine(ReadOnlySpan<byte> body, int from) =>
        body[from..].IndexOf((byte)'\n') is >= 0 and var length ? body.Slice(from, length) : body[from..];

    private static int BeforeLineBreak(ReadOnlySpan<byte> body, int line)
    {
        if (line > 0 && body[line - 1] == '\n') line--;
        return line > 0 && body[line - 1] == '\r' ? line - 1 : line;
    }
}
