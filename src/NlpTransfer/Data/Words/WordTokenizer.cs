using System.Text;

namespace NlpTransfer.Data;

/// <summary>
/// Divides text into words for word vectors and n-gram features.
/// <list type="bullet">
/// <item>White space and control characters divide and vanish. Letters, digits and combining marks of any script make words;
/// Han and Hiragana signs are words of their own.</item>
/// <item>Contractions are divided as in the Penn Treebank: <c>do n't</c>, <c>it 's</c>, <c>we 'll</c>, <c>i 'm</c>, <c>they 've</c>,
/// <c>you 're</c>, <c>he 'd</c>; other apostrophes inside a word stay (<c>o'clock</c>).</item>
/// <item>Numbers keep their inner marks: <c>1,000.50</c>, <c>10:30</c>, <c>12/31</c>, <c>555-1234</c>. Letters and digits mix: <c>2nd</c>, <c>mp3</c>.</item>
/// <item>Compounds (<c>long-term</c>, <c>30-year</c>), dotted abbreviations (<c>u.s.</c>) and the common titles (<c>mr.</c>) stay whole.</item>
/// <item>URLs and e-mail addresses yield their words, or stay whole; hashtags and mentions likewise.</item>
/// <item>An emoji with all its modifiers is one token. Each other mark is a token; of a run of one mark at most three count,
/// and runs of dots and hyphens become <c>...</c> and <c>--</c>.</item>
/// <item>Typographic quotes become plain ones; text is composed (NFC) and, by default, lower-cased.</item>
/// </list>
/// </summary>
public sealed class WordTokenizer(WordTokenizerOptions? options = null)
{
    public WordTokenizerOptions Options { get; } = options ?? new();

    /// <summary>The words of a text as strings.</summary>
    public List<string> Tokenize(string text)
    {
        var words = new List<string>(text.Length / 5);
        foreach (var word in Enumerate(text)) words.Add(word.ToString());
        return words;
    }

    /// <summary>The words of a text without an allocation each: <c>foreach (ReadOnlySpan&lt;char&gt; word in tokenizer.Enumerate(text))</c>.</summary>
    public WordEnumerator Enumerate(string text) => new(Normalize(text), Options);

    /// <summary>The text as its words will be cut from it: lower-cased where asked, composed, with plain quotes.</summary>
    public string Normalize(string text)
    {
        if (!Ascii.IsValid(text)) text = Plain(text);
        return Options.Lowercase ? text.ToLowerInvariant() : text;
    }

    private static string Plain(string text)
    {
        // A lone surrogate cannot be composed, and is no text either.
        var valid = HasLoneSurrogate(text) ? Encoding.UTF8.GetString(Encoding.UTF8.GetBytes(text)) : text;
        var composed = valid.IsNormalized() ? valid : valid.Normalize();
        return composed.Replace('\u2018', '\'').Replace('\u2019', '\'').Replace('\u201C', '"').Replace('\u201D', '"').Replace("\u2026", "...");
    }

    private static bool HasLoneSurrogate(string text)
    {
        for (var i = 0; i < text.Length; i++)
        {
            if (!char.IsSurrogate(text[i])) continue;
            if (i + 1 == text.Length || !char.IsSurrogatePair(text[i], text[i + 1])) return true;
            i++;
        }
        return false;
    }
}
