using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace NlpTransfer.Tokenization;

/// <summary>The normalizers that a <c>tokenizer.json</c> may name, each a function from text to text.</summary>
internal static class JsonNormalizers
{
    /// <exception cref="TokenizerFormatException">One of them is not known.</exception>
    public static Func<string, string> Read(JsonNode? node, string path)
    {
        if (node is null) return text => text;
        switch ((string?)node["type"])
        {
            case "Sequence":
                Func<string, string>[] all = [.. (node["normalizers"] as JsonArray ?? []).Select(n => Read(n, path))];
                return text => all.Aggregate(text, (t, normalize) => normalize(t));
            case "Lowercase": return text => text.ToLowerInvariant();
            case "NFC": return text => text.Normalize(NormalizationForm.FormC);
            case "NFD": return text => text.Normalize(NormalizationForm.FormD);
            case "NFKC": return text => text.Normalize(NormalizationForm.FormKC);
            case "NFKD": return text => text.Normalize(NormalizationForm.FormKD);
            case "StripAccents": return text => string.Concat(text.EnumerateRunes().Where(r => Rune.GetUnicodeCategory(r) is not UnicodeCategory.NonSpacingMark));
            case "Strip": return Strip((bool?)node["strip_left"] ?? true, (bool?)node["strip_right"] ?? true);
            case "Prepend": return text => text.Length == 0 ? text : (string?)node["prepend"] + text;
            case "Replace": return Replace(node, path);
            case "Precompiled": return Precompiled(node, path);
            default: throw new TokenizerFormatException($"the normalizer {node["type"]} is not known; known are Sequence, Lowercase, NFC, NFD, NFKC, NFKD, StripAccents, Strip, Prepend, Replace, Precompiled, and BertNormalizer with WordPiece.", path);
        }
    }

    private static Func<string, string> Strip(bool left, bool right) => text =>
    {
        if (left) text = text.TrimStart();
        return right ? text.TrimEnd() : text;
    };

    private static Func<string, string> Replace(JsonNode node, string path)
    {
        var content = (string?)node["content"] ?? "";
        if ((string?)node["pattern"]?["String"] is { Length: > 0 } literal) return text => text.Replace(literal, content, StringComparison.Ordinal);
        if ((string?)node["pattern"]?["Regex"] is not { } pattern) throw new TokenizerFormatException("expected the normalizer Replace to have a pattern, a String or a Regex.", path);
        var regex = new Regex(pattern, RegexOptions.CultureInvariant, TimeSpan.FromSeconds(1));
        return text => regex.Replace(text, content.Replace("$", "$$", StringComparison.Ordinal));
    }

    private static Func<string, string> Precompiled(JsonNode node, string path)
    {
        var compiled = (string?)node["precompiled_charsmap"];
        var map = new CharacterMap(string.IsNullOrEmpty(compiled) ? [] : System.Convert.FromBase64String(compiled), path);
        return text => Apply(map, text);
    }

    private static string Apply(CharacterMap map, string text)
    {
        var output = new List<byte>(text.Length);
        for (var rest = Encoding.UTF8.GetBytes(text).AsSpan(); rest.Length > 0;)
        {
            var length = map.Longest(rest, out var piece);
            if (length == 0)
            {
                Rune.DecodeFromUtf8(rest, out _, out length);
                piece = rest[..length];
            }
            output.AddRange(piece);
            rest = rest[length..];
        }
        return Encoding.UTF8.GetString([.. output]);
    }
}
