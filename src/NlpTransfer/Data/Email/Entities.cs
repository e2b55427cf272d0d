using System.Globalization;
using System.Net;
using System.Text;

namespace NlpTransfer.Data;

/// <summary>Character references of HTML, with or without their semicolon.</summary>
internal static class Entities
{
    private const int LongestName = 32;

    /// <summary>Writes what begins at <paramref name="start"/> with '&amp;'.</summary>
    /// <returns>The position behind it.</returns>
    public static int Append(string html, int start, HtmlTextWriter output)
    {
        var end = start + 1;
        while (end < html.Length && end - start <= LongestName && (char.IsAsciiLetterOrDigit(html[end]) || (html[end] == '#' && end == start + 1))) end++;
        var decoded = Decode(html.AsSpan(start + 1, end - start - 1));
        if (decoded is null)
        {
            output.Append('&');
            return start + 1;
        }
        foreach (var c in decoded) output.Append(c);
        return end < html.Length && html[end] == ';' ? end + 1 : end;
    }

    private static string? Decode(ReadOnlySpan<char> name)
    {
        if (name.Length < 2) return null;
        if (name[0] == '#') return Number(name[1..]);
        var decoded = WebUtility.HtmlDecode($"&{name};");
        return decoded.Length <= 2 ? decoded : null;
    }

    private static string? Number(ReadOnlySpan<char> digits)
    {
        var isHex = digits[0] is 'x' or 'X';
        var style = isHex ? NumberStyles.AllowHexSpecifier : NumberStyles.None;
        if (!int.TryParse(isHex ? digits[1..] : digits, style, CultureInfo.InvariantCulture, out var code)) return null;
        // Numbers 128 to 159 mean Windows-1252 in practice.
        if (code is >= 128 and < 160) return Charsets.DecodeUnlabelled([(byte)code]);
        return Rune.IsValid(code) ? new Rune(code).ToString() : "\uFFFD";
    }
}
