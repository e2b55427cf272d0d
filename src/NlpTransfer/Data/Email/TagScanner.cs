namespace NlpTransfer.Data;

/// <summary>Where a tag or comment ends.</summary>
internal sealed class TagScanner(string html)
{
    // A quote that is never closed would swallow the rest of the mail.
    private const int LongestTag = 8192;

    private bool isWithoutCommentEnd;

    /// <returns>The position behind the tag, comment or declaration that begins at <paramref name="start"/>; -1 when '&lt;' is just a sign.</returns>
    /// <param name="name">The tag's name; empty for a comment or declaration.</param>
    public int End(int start, out string name)
    {
        name = "";
        var rest = html.AsSpan(start);
        if (rest.StartsWith("<!--")) return CommentEnd(start);
        if (rest.Length < 2) return -1;
        if (rest[1] is '!' or '?') return SimpleEnd(start);
        var nameStart = rest[1] == '/' ? 2 : 1;
        if (rest.Length <= nameStart || !char.IsAsciiLetter(rest[nameStart])) return -1;
        var nameEnd = nameStart + 1;
        while (nameEnd < rest.Length && char.IsAsciiLetterOrDigit(rest[nameEnd])) nameEnd++;
        name = rest[nameStart..nameEnd].ToString();
        return QuotedEnd(start + nameEnd) ?? SimpleEnd(start);
    }

    private int CommentEnd(int start)
    {
        var end = isWithoutCommentEnd ? -1 : html.IndexOf("-->", start + 2, StringComparison.Ordinal);
        isWithoutCommentEnd |= end < 0;
        return end < 0 ? SimpleEnd(start) : end + 3;
    }

    private int SimpleEnd(int start) => html.IndexOf('>', start) is >= 0 and var end ? end + 1 : html.Length;

    private int? QuotedEnd(int from)
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
