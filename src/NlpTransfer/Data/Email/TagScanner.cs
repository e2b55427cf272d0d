namespace NlpTransfer.Data;

/// <summary>Where a tag or comment ends.</summary>
internal static class TagScanner
{
    // A quote that is never closed would swallow the rest of the mail.
    private const int LongestTag = 8192;

    /// <returns>The position behind the tag, comment or declaration that begins at <paramref name="start"/>; -1 when '&lt;' is just a sign.</returns>
    public static int End(string html, int start, out ReadOnlySpan<char> name)
    {
        name = default;
        var rest = html.AsSpan(start);
        if (rest.StartsWith("<!--")) return CommentEnd(html, start);
        if (rest.Length < 2) return -1;
        if (rest[1] is '!' or '?') return SimpleEnd(html, start);
        var nameStart = rest[1] == '/' ? 2 : 1;
        if (rest.Length <= nameStart || !char.IsAsciiLetter(rest[nameStart])) return -1;
        var nameEnd = nameStart + 1;
        while (nameEnd < rest.Length && char.IsAsciiLetterOrDigit(rest[nameEnd])) nameEnd++;
        name = rest[nameStart..nameEnd];
        return QuotedEnd(html, start + nameEnd) ?? SimpleEnd(html, start);
    }

    private static int CommentEnd(string html, int start)
    {
        var end = html.IndexOf("-->", start + 2, StringComparison.Ordinal);
        return end < 0 ? SimpleEnd(html, start) : end + 3;
    }

    private static int SimpleEnd(string html, int start) => html.IndexOf('>', start) is >= 0 and var end ? end + 1 : html.Length;

    private static int? QuotedEnd(string html, int from)
    {
        var quote = '\0';
        for (var i = from; i < Math.Min(html.Length, from + LongestTag); i++)
        {
            var c = html[i];
            if (quote == '\0' && c == '>') return i + 1;
            if (quote == '\0' && c is '"' or '\'' && html[i - 1] is '=' or ' ') quote = c;
            else if (c == quote) quote = '\0';
        }
        return null;
    }
}
