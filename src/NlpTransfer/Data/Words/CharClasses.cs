using System.Globalization;

namespace NlpTransfer.Data;

/// <summary>The class of every UTF-16 unit, looked up in one table.</summary>
internal static class CharClasses
{
    private static readonly CharClass[] Table = [.. Enumerable.Range(0, 0x10000).Select(c => Classify((char)c))];

    public static CharClass Of(char c) => Table[c];

    /// <summary>Letters, digits, marks and what may stand for them outside the basic plane.</summary>
    public static bool IsWord(char c) => Table[c] is CharClass.Letter or CharClass.Digit or CharClass.Extend;

    /// <summary>Emoji and what dresses them up: a pair of surrogates is a letter when Unicode says so (historic scripts, mathematical letters).</summary>
    public static CharClass OfPair(char high, char low)
    {
        var rune = new System.Text.Rune(high, low);
        if (rune.Value is >= 0x20000 and <= 0x3FFFF or >= 0x1B000 and <= 0x1B16F) return CharClass.Ideograph;
        return Classify(System.Text.Rune.GetUnicodeCategory(rune));
    }

    private static CharClass Classify(char c)
    {
        if (c is '\'' or '\u2019' or '\u02BC') return CharClass.Apostrophe;
        if (c is '-' or '\u2010' or '\u2011') return CharClass.Hyphen;
        if (c is >= '\u3040' and <= '\u309F' or >= '\u3400' and <= '\u4DBF' or >= '\u4E00' and <= '\u9FFF' or >= '\uF900' and <= '\uFAFF') return CharClass.Ideograph;
        if (c is '\u200C' or '\u200D' or '\u00AD') return CharClass.Extend;
        return Classify(char.GetUnicodeCategory(c));
    }

    private static CharClass Classify(UnicodeCategory category) => category switch
    {
        UnicodeCategory.UppercaseLetter or UnicodeCategory.LowercaseLetter or UnicodeCategory.TitlecaseLetter
            or UnicodeCategory.ModifierLetter or UnicodeCategory.OtherLetter or UnicodeCategory.LetterNumber => CharClass.Letter,
        UnicodeCategory.DecimalDigitNumber or UnicodeCategory.OtherNumber => CharClass.Digit,
        UnicodeCategory.NonSpacingMark or UnicodeCategory.SpacingCombiningMark or UnicodeCategory.EnclosingMark => CharClass.Extend,
        UnicodeCategory.SpaceSeparator or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator
            or UnicodeCategory.Control or UnicodeCategory.Format or UnicodeCategory.OtherNotAssigned or UnicodeCategory.PrivateUse => CharClass.Space,
        UnicodeCategory.Surrogate => CharClass.Surrogate,
        _ => CharClass.Symbol,
    };
}
