using System.Text.RegularExpressions;

namespace Microsoft.ML.Tokenizers;

/// <summary>Pieces are the matches of a regular expression; special tokens come first.</summary>
public sealed class RegexPreTokenizer : PreTokenizer
{
    private readonly Regex regex;
    private readonly Regex? special;

    /// <param name="regex">What a piece is.</param>
    /// <param name="specialTokens">Texts that are a piece of their own wherever they occur.</param>
    public RegexPreTokenizer(Regex regex, IReadOnlyDictionary<string, int>? specialTokens)
    {
        ArgumentNullException.ThrowIfNull(regex);
        this.regex = regex;
        if (specialTokens is { Count: > 0 })
            special = new Regex(string.Join('|', specialTokens.Keys.Select(Regex.Escape)));
    }

    /// <inheritdoc />
    public override IEnumerable<(int Offset, int Length)> PreTokenize(string text) =>
        string.IsNullOrEmpty(text) ? [] : Pieces(text);

    /// <inheritdoc />
    public override IEnumerable<(int Offset, int Length)> PreTokenize(ReadOnlySpan<char> text) =>
        text.IsEmpty ? [] : Pieces(text.ToString());

    private List<(int Offset, int Length)> Pieces(string text)
    {
        var pieces = new List<(int, int)>();
        var start = 0;
        if (special is not null)
            foreach (ValueMatch match in special.EnumerateMatches(text))
            {
                Add(text, start, match.Index, pieces);
                pieces.Add((match.Index, match.Length));
                start = match.Index + match.Length;
            }
        Add(text, start, text.Length, pieces);
        return pieces;
    }

    // Matched inside the part alone, as the real package does: what lies beyond it cannot be looked at.
    private void Add(string text, int start, int end, List<(int, int)> pieces)
    {
        foreach (ValueMatch match in regex.EnumerateMatches(text.AsSpan(start, end - start)))
            pieces.Add((start + match.Index, match.Length));
    }
}
