namespace NlpTransfer.Data;

/// <summary>Where a contraction divides, as in the Penn Treebank.</summary>
internal static class ContractionScanner
{
    /// <returns>The start of <c>n't 's 'm 'd 'll 've 're</c> in the word, or -1 when it does not end in one.</returns>
    public static int SuffixStart(ReadOnlySpan<char> word)
    {
        var apostrophe = word.LastIndexOf('\'');
        if (apostrophe <= 0) return -1;
        var tail = word[(apostrophe + 1)..];
        if (tail is ['t' or 'T']) return word[apostrophe - 1] is 'n' or 'N' && apostrophe > 1 ? apostrophe - 1 : -1;
        return IsClitic(tail) ? apostrophe : -1;
    }

    /// <summary>Whether this is what follows the apostrophe of a contraction, <c>n't</c> aside.</summary>
    public static bool IsClitic(ReadOnlySpan<char> tail) => tail switch
    {
        ['s' or 'S' or 'm' or 'M' or 'd' or 'D'] => true,
        ['l' or 'L', 'l' or 'L'] or ['v' or 'V', 'e' or 'E'] or ['r' or 'R', 'e' or 'E'] => true,
        _ => false,
    };
}
