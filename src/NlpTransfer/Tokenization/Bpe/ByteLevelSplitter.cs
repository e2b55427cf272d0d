using System.Globalization;
using System.Text;
using NlpTransfer.Tokenization.Unicode;

namespace NlpTransfer.Tokenization;

/// <summary>
/// GPT-2's words: an English contraction, or letters, or numbers, or other characters, each with one space before them; of a run of
/// white space all but what belongs to the next word. Follows the pattern in GPT-2's <c>encoder.py</c>, by code points.
/// </summary>
internal static class ByteLevelSplitter
{
    private static readonly string[] Contractions = ["'s", "'t", "'re", "'ve", "'m", "'ll", "'d"];

    private enum Kind
    {
        End,
        Space,
        Letter,
        Number,
        Other,
    }

    /// <summary>The length of the word that a text begins with; the text is not empty.</summary>
    public static int Next(ReadOnlySpan<char> text)
    {
        foreach (var contraction in Contractions)
            if (text.StartsWith(contraction, StringComparison.Ordinal)) return contraction.Length;
        var kind = KindAt(text, 0, out var width);
        if (kind != Kind.Space) return Run(text, 0, kind);
        var next = KindAt(text, width, out _);
        if (text[0] == ' ' && next is not (Kind.Space or Kind.End)) return Run(text, width, next);
        return Spaces(text);
    }

    private static int Run(ReadOnlySpan<char> text, int at, Kind kind)
    {
        while (KindAt(text, at, out var width) == kind) at += width;
        return at;
    }

    // The last one belongs to the next word, or stands alone where it is the only one.
    private static int Spaces(ReadOnlySpan<char> text)
    {
        var (end, last) = (0, 0);
        while (KindAt(text, end, out var width) == Kind.Space) (last, end) = (end, end + width);
        return end == text.Length || last == 0 ? end : last;
    }

    private static Kind KindAt(ReadOnlySpan<char> text, int at, out int width)
    {
        width = 0;
        if (at >= text.Length) return Kind.End;
        Rune.DecodeFromUtf16(text[at..], out var rune, out width);
        if (CharacterTable.ClassesOf(rune.Value).Has(CharacterClasses.Space)) return Kind.Space;
        return CharUnicodeInfo.GetUnicodeCategory(rune.Value) switch
        {
            UnicodeCategory.UppercaseLetter or UnicodeCategory.LowercaseLetter or UnicodeCategory.TitlecaseLetter or UnicodeCategory.ModifierLetter or UnicodeCategory.OtherLetter => Kind.Letter,
            UnicodeCategory.DecimalDigitNumber or UnicodeCategory.LetterNumber or UnicodeCategory.OtherNumber => Kind.Number,
            _ => Kind.Other,
        };
    }
}
