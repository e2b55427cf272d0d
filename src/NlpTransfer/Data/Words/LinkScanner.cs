namespace NlpTransfer.Data;

/// <summary>Recognises URLs and e-mail addresses.</summary>
internal static class LinkScanner
{
    // RFC 5321, section 4.5.3.1. The bounds also keep a long line of "a-a-a" from being read again at every letter.
    private const int LongestLocalPart = 64;
    private const int LongestDomain = 255;

    /// <returns>The end of the URL or address that begins at <paramref name="start"/> with a run of letters up to <paramref name="runEnd"/>, or -1.</returns>
    public static int End(ReadOnlySpan<char> text, int start, int runEnd)
    {
        if (runEnd >= text.Length) return -1;
        return text[runEnd] switch
        {
            ':' => IsScheme(text[start..runEnd]) && text[runEnd..].StartsWith("://") ? UrlEnd(text, start, runEnd + 3) : -1,
            '.' when text[start..runEnd].Equals("www", StringComparison.OrdinalIgnoreCase) => UrlEnd(text, start, runEnd + 1),
            '@' or '.' or '-' or '_' or '+' => AddressEnd(text, runEnd),
            _ => -1,
        };
    }

    private static bool IsScheme(ReadOnlySpan<char> word) =>
        word.Equals("http", StringComparison.OrdinalIgnoreCase) || word.Equals("https", StringComparison.OrdinalIgnoreCase) || word.Equals("ftp", StringComparison.OrdinalIgnoreCase);

    private static int UrlEnd(ReadOnlySpan<char> text, int start, int from)
    {
        var end = from;
        while (end < text.Length && IsUrlChar(text[end])) end++;
        while (end > from && text[end - 1] is '.' or ',' or ';' or ':' or '!' or '?' or ')' or ']' or '\'') end--;
        return end > from ? end : -1;
    }

    private static bool IsUrlChar(char c) => c is not ('<' or '>' or '"' or '|' or '\\' or '^' or '`' or '{' or '}') && CharClasses.Of(c) is not (CharClass.Space or CharClass.Ideograph);

    private static int AddressEnd(ReadOnlySpan<char> text, int runEnd)
    {
        var at = runEnd;
        while (at < text.Length && at - runEnd <= LongestLocalPart && IsAddressChar(text[at])) at++;
        if (at >= text.Length - 1 || text[at] != '@') return -1;
        var end = at + 1;
        while (end < text.Length && end - at <= LongestDomain && IsAddressChar(text[end]) && text[end] is not ('_' or '+')) end++;
        while (end > at && text[end - 1] is '.' or '-') end--;
        return text[at..end].Contains('.') ? end : -1;
    }

    private static bool IsAddressChar(char c) => char.IsAsciiLetterOrDigit(c) || c is '.' or '-' or '_' or '+';
}
