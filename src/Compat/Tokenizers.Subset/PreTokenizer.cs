using System.Text.RegularExpressions;

namespace Microsoft.ML.Tokenizers;

/// <summary>Cuts text into the pieces that are encoded one by one.</summary>
public abstract partial class PreTokenizer
{
    // The limit that the real package sets; no text should come near it.
    private const int TimeoutMilliseconds = 30_000;

    private static readonly PreTokenizer WhiteSpace = new RegexPreTokenizer(NotSpace(), null);
    private static readonly PreTokenizer WordOrNonWord = new RegexPreTokenizer(WordOrOther(), null);
    private static readonly PreTokenizer WordOrPunctuation = new RegexPreTokenizer(WordOrMark(), null);

    /// <summary>Offset and length of each piece, in the text's characters.</summary>
    public abstract IEnumerable<(int Offset, int Length)> PreTokenize(string text);

    /// <summary>Offset and length of each piece, in the text's characters.</summary>
    public abstract IEnumerable<(int Offset, int Length)> PreTokenize(ReadOnlySpan<char> text);

    /// <summary>Pieces are what white space separates.</summary>
    /// <param name="specialTokens">Texts that are a piece of their own wherever they occur.</param>
    public static PreTokenizer CreateWhiteSpace(IReadOnlyDictionary<string, int>? specialTokens = null) =>
        specialTokens is null ? WhiteSpace : new RegexPreTokenizer(NotSpace(), specialTokens);

    /// <summary>Pieces are runs of word characters and runs of other visible characters.</summary>
    /// <param name="specialTokens">Texts that are a piece of their own wherever they occur.</param>
    public static PreTokenizer CreateWordOrNonWord(IReadOnlyDictionary<string, int>? specialTokens = null) =>
        specialTokens is null ? WordOrNonWord : new RegexPreTokenizer(WordOrOther(), specialTokens);

    /// <summary>Pieces are runs of word characters and single punctuation marks; anything else is left out.</summary>
    /// <param name="specialTokens">Texts that are a piece of their own wherever they occur.</param>
    public static PreTokenizer CreateWordOrPunctuation(IReadOnlyDictionary<string, int>? specialTokens = null) =>
        specialTokens is null ? WordOrPunctuation : new RegexPreTokenizer(WordOrMark(), specialTokens);

    [GeneratedRegex(@"\S+", RegexOptions.None, TimeoutMilliseconds)]
    private static partial Regex NotSpace();

    [GeneratedRegex(@"\w+|[^\w\s]+", RegexOptions.None, TimeoutMilliseconds)]
    private static partial Regex WordOrOther();

    [GeneratedRegex(@"\w+|[\p{P}]", RegexOptions.None, TimeoutMilliseconds)]
    private static partial Regex WordOrMark();
}
