namespace NlpTransfer.Tokenization;

/// <summary>Tokens that are recognised in a text as they are written, whatever the vocabulary's own rules.</summary>
internal sealed class AddedTokens
{
    private readonly Dictionary<string, AddedToken> byText;
    private readonly SpecialTokens finder;

    public AddedTokens(IEnumerable<AddedToken> tokens)
    {
        byText = tokens.Where(t => t.Text.Length > 0).GroupBy(t => t.Text, StringComparer.Ordinal).ToDictionary(g => g.Key, g => g.Last(), StringComparer.Ordinal);
        finder = new SpecialTokens(byText.Keys);
    }

    /// <summary>The text in parts: an added token's id, or what lies between them.</summary>
    public IEnumerable<(string Part, int? Id)> Split(string text)
    {
        var start = 0;
        for (int hit; (hit = finder.Find(text, start, out var length)) >= 0;)
        {
            var token = byText[text.Substring(hit, length)];
            var before = text[start..hit];
            if (token.StripsLeft) before = before.TrimEnd();
            if (before.Length > 0) yield return (before, null);
            yield return (token.Text, token.Id);
            start = hit + length;
            while (token.StripsRight && start < text.Length && char.IsWhiteSpace(text[start])) start++;
        }
        if (start < text.Length) yield return (text[start..], null);
    }
}
