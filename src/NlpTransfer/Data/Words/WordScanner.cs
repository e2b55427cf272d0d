using System.Collections.Frozen;

namespace NlpTransfer.Data;

/// <summary>How far a word reaches.</summary>
internal static class WordScanner
{
    // Titles and the like that end in a dot without ending a sentence. GloVe's files hold them with it.
    private static readonly FrozenSet<string> Abbreviations = ((string[])[
        "mr", "mrs", "ms", "dr", "prof", "st", "jr", "sr", "vs", "etc", "inc", "corp", "co", "ltd", "rep", "sen", "gov", "gen", "lt", "col", "sgt", "capt", "maj", "rev",
        "jan", "feb", "aug", "sept", "oct", "nov", "dec"]).ToFrozenSet(StringComparer.OrdinalIgnoreCase);

    private static readonly FrozenSet<string>.AlternateLookup<ReadOnlySpan<char>> AbbreviationLookup = Abbreviations.GetAlternateLookup<ReadOnlySpan<char>>();

    /// <summary>The end of the letters, digits and marks from <paramref name="start"/> on.</summary>
    public static int RunEnd(ReadOnlySpan<char> text, int start)
    {
        var i = start;
        while (i < text.Length)
        {
            if (CharClasses.IsWord(text[i])) i++;
            else if (IsWordPair(text, i)) i += 2;
            else break;
        }
        return i;
    }

    /// <summary>The end of the whole word whose first run ends at <paramref name="end"/>: apostrophes, numbers' marks, hyphens, abbreviations.</summary>
    public static int Extended(ReadOnlySpan<char> text, int start, int end, bool keepHyphens)
    {
        if (end >= text.Length || CharClasses.Of(text[end]) == CharClass.Space) return end;
        if (Abbreviation(text, start, end) is > 0 and var dotted) return dotted;
        while (end + 1 < text.Length && Joins(text, end, keepHyphens)) end = RunEnd(text, end + 1);
        return end;
    }

    private static bool IsWordPair(ReadOnlySpan<char> text, int i) =>
        char.IsHighSurrogate(text[i]) && i + 1 < text.Length && char.IsLowSurrogate(text[i + 1])
        && CharClasses.OfPair(text[i], text[i + 1]) is CharClass.Letter or CharClass.Digit or CharClass.Extend;

    private static bool Joins(ReadOnlySpan<char> text, int mark, bool keepHyphens)
    {
        var (before, after) = (CharClasses.Of(text[mark - 1]), CharClasses.Of(text[mark + 1]));
        return text[mark] switch
        {
            '\'' => before is CharClass.Letter or CharClass.Extend && after == CharClass.Letter,
            '.' or ',' or ':' or '/' => before == CharClass.Digit && after == CharClass.Digit,
            '-' => (before == CharClass.Digit && after == CharClass.Digit) || (keepHyphens && IsInWord(before) && IsInWord(after)),
            _ => false,
        };
    }

    private static bool IsInWord(CharClass c) => c is CharClass.Letter or CharClass.Digit or CharClass.Extend;

    /// <returns>The end of "u.s." or "mr." behind its last dot, or -1.</returns>
    private static int Abbreviation(ReadOnlySpan<char> text, int start, int end)
    {
        if (text[end] != '.') return -1;
        if (end - start > 1) return end - start <= 4 && AbbreviationLookup.Contains(text[start..end]) ? end + 1 : -1;
        var i = start;
        while (i + 1 < text.Length && CharClasses.Of(text[i]) == CharClass.Letter && text[i + 1] == '.') i += 2;
        var isFollowedByWord = i < text.Length && CharClasses.IsWord(text[i]);
        return i - start >= 4 && !isFollowedByWord ? i : -1;
    }
}
