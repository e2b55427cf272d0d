using System.Globalization;

namespace NlpTransfer.Data;

/// <summary>Emoji with their skin tones, joiners, variation selectors and flags.</summary>
internal static class EmojiScanner
{
    /// <summary>The UTF-16 units of the symbol at the beginning of <paramref name="text"/> with all that modifies it; at least 1.</summary>
    public static int Length(ReadOnlySpan<char> text)
    {
        if (text.Length == 1 || text[0] < 0x80) return KeycapLength(text);
        return Math.Max(1, StringInfo.GetNextTextElementLength(text));
    }

    // "#" and "*" with U+FE0F and U+20E3 are keys, nothing else in ASCII is more than itself here.
    private static int KeycapLength(ReadOnlySpan<char> text) => text is ['#' or '*', '\uFE0F', '\u20E3', ..] ? 3 : 1;
}
