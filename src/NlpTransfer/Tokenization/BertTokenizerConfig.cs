using System.Text.Json;

namespace NlpTransfer.Tokenization;

/// <summary>What a Hugging Face folder says about its BERT tokenizer.</summary>
internal sealed record BertTokenizerConfig(BertTextRules Rules, BertSpecialTokens Tokens)
{
    private const string FileName = "tokenizer_config.json";

    private static readonly string[] BertFamily =
        ["BertTokenizer", "DistilBertTokenizer", "ElectraTokenizer", "MPNetTokenizer", "MobileBertTokenizer", "ConvBertTokenizer", "RetriBertTokenizer", "LayoutLMTokenizer"];

    /// <summary>Reads <c>tokenizer_config.json</c>; a folder without one has BERT's defaults, as in Hugging Face transformers.</summary>
    internal static BertTokenizerConfig Read(string folder)
    {
        ArgumentException.ThrowIfNullOrEmpty(folder);
        string path = Path.Combine(folder, FileName);
        if (!File.Exists(path))
            return new(BertTextRules.Uncased, new());
        try
        {
            using var document = JsonDocument.Parse(File.ReadAllBytes(path));
            return Parse(document.RootElement, path);
        }
        catch (JsonException fault)
        {
            throw new TokenizerFormatException($"This is not JSON: {fault.Message}", path, fault);
        }
    }

    private static BertTokenizerConfig Parse(JsonElement root, string path)
    {
        if (root.ValueKind != JsonValueKind.Object)
            throw new TokenizerFormatException($"Expected an object, found {root.ValueKind}.", path);
        RequireBert(root, path);
        var rules = new BertTextRules
        {
            LowerCase = Flag(root, "do_lower_case", path) ?? true,
            StripAccents = Flag(root, "strip_accents", path),
            SeparateIdeographs = Flag(root, "tokenize_chinese_chars", path) ?? true,
        };
        var names = new BertSpecialTokens();
        return new(rules, new()
        {
            Unknown = Token(root, "unk_token", path) ?? names.Unknown,
            Separator = Token(root, "sep_token", path) ?? names.Separator,
            Padding = Token(root, "pad_token", path) ?? names.Padding,
            Classification = Token(root, "cls_token", path) ?? names.Classification,
            Mask = Token(root, "mask_token", path) ?? names.Mask,
        });
    }

    private static void RequireBert(JsonElement root, string path)
    {
        if (!root.TryGetProperty("tokenizer_class", out JsonElement value) || value.ValueKind != JsonValueKind.String)
            return;
        string name = value.GetString()!;
        string slow = name.EndsWith("Fast", StringComparison.Ordinal) ? name[..^4] : name;
        if (!BertFamily.Contains(slow))
            throw new TokenizerFormatException(
                $"tokenizer_class is {name}; expected one that cuts words as BERT does: {string.Join(", ", BertFamily)}.", path);
    }

    private static bool? Flag(JsonElement root, string name, string path) =>
        !root.TryGetProperty(name, out JsonElement value) ? null : value.ValueKind switch
        {
            JsonValueKind.True => true,
            JsonValueKind.False => false,
            JsonValueKind.Null => null,
            _ => throw new TokenizerFormatException($"{name} must be true, false or null, was {value.GetRawText()}.", path),
        };

    // Either the text itself or an added token's object, whose content is the text.
    private static string? Token(JsonElement root, string name, string path)
    {
        if (!root.TryGetProperty(name, out JsonElement value) || value.ValueKind == JsonValueKind.Null)
            return null;
        if (value.ValueKind == JsonValueKind.Object && value.TryGetProperty("content", out JsonElement content))
            value = content;
        return value.ValueKind == JsonValueKind.String
            ? value.GetString()
            : throw new TokenizerFormatException($"{name} must be a text or an object with one called content, was {value.GetRawText()}.", path);
    }
}
