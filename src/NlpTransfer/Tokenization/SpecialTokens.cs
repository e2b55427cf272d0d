using System.Buffers;

namespace NlpTransfer.Tokenization;

/// <summary>Finds special tokens in a text, exactly as written; the longest where several start at one place.</summary>
internal sealed class SpecialTokens
{
    private readonly string[] longestFirst;
    private readonly SearchValues<char> firstCharacters;

    internal SpecialTokens(IEnumerable<string> tokens)
    {
        longestFirst = [.. tokens.Where(t => t.Length > 0).Distinct().OrderByDescending(t => t.Length)];
        firstCharacters = SearchValues.Create(longestFirst.Select(t => t[0]).Distinct().ToArray());
    }

    /// <summary>Where the next special token starts at or behind an index, or -1.</summary>
    /// <param name="text">The text.</param>
    /// <param name="from">Where to begin.</param>
    /// <param name="length">The token's length, or 0.</param>
    internal int Find(ReadOnlySpan<char> text, int from, out int length)
    {
        while (from < text.Length)
        {
            int hit = text[from..].IndexOfAny(firstCharacters);
            if (hit < 0)
                break;
            from += hit;
            length = LengthAt(text[from..]);
            if (length > 0)
                return from;
            from++;
        }
        length = 0;
        return -1;
    }

    private int LengthAt(ReadOnlySpan<char> text)
    {
        foreach (string token in longestFirst)
            if (text.StartsWith(token, StringComparison.Ordinal))
                return token.Length;
        return 0;
    }
}
