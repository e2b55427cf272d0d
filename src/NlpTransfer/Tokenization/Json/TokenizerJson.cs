using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace NlpTransfer.Tokenization;

/// <summary>Hugging Face's <c>tokenizer.json</c>: WordPiece with BERT's rules, byte-level byte-pair encoding, and unigram models.</summary>
internal static class TokenizerJson
{
    public const string FileName = "tokenizer.json";

    /// <exception cref="TokenizerFormatException">The file cannot be used; the message says which part.</exception>
    public static EncoderTokenizer Read(string path, int padding)
    {
        try
        {
            var root = JsonNode.Parse(File.ReadAllBytes(path)) as JsonObject ?? throw new TokenizerFormatException("expected an object.", path);
            var tokens = Added(root["added_tokens"]);
            var fill = tokens.FirstOrDefault(t => t.Text is "[PAD]" or "<pad>")?.Id ?? padding;
            return new(Subwords(root, tokens, path), JsonLayout.Read(root["post_processor"], fill, path));
        }
        catch (Exception error) when (error is JsonException or InvalidOperationException or FormatException and not TokenizerFormatException)
        {
            throw new TokenizerFormatException($"expected a tokenizer as Hugging Face's tokenizers write it: {error.Message}", path, error);
        }
    }

    private static ISubwordTokenizer Subwords(JsonObject root, AddedToken[] tokens, string path) => TypeOf(root["model"]) switch
    {
        "WordPiece" => WordPiece(root, path),
        "BPE" => ByteLevel(root, new AddedTokens(tokens), path),
        "Unigram" => JsonUnigram.Read(root, new AddedTokens(tokens), path),
        var type => throw new TokenizerFormatException($"the model {type ?? "without a type"} is not known; known are WordPiece, BPE (byte-level) and Unigram.", path),
    };

    // Files of old name no type; merges are BPE's, a list of scores is Unigram's.
    private static string? TypeOf(JsonNode? model) =>
        (string?)model?["type"] ?? (model?["merges"] is not null ? "BPE" : model?["vocab"] is JsonArray ? "Unigram" : model?["vocab"] is JsonObject ? "WordPiece" : null);

    private static AddedToken[] Added(JsonNode? node) =>
        [.. (node as JsonArray ?? []).Select(t => new AddedToken((string)t!["content"]!, (int)t["id"]!, (bool?)t["lstrip"] ?? false, (bool?)t["rstrip"] ?? false))];

    private static BertSubwords WordPiece(JsonObject root, string path)
    {
        var (normalizer, model) = (root["normalizer"], root["model"]!);
        if ((string?)normalizer?["type"] != "BertNormalizer" || (string?)root["pre_tokenizer"]?["type"] != "BertPreTokenizer" || ((string?)model["continuing_subword_prefix"] ?? "##") != "##")
            throw new TokenizerFormatException("expected WordPiece with BertNormalizer, BertPreTokenizer and the prefix ##, as in BERT.", path);
        var rules = new BertTextRules
        {
            LowerCase = (bool?)normalizer["lowercase"] ?? true,
            StripAccents = (bool?)normalizer["strip_accents"],
            SeparateIdeographs = (bool?)normalizer["handle_chinese_chars"] ?? true,
        };
        var vocabulary = model["vocab"]!.AsObject().OrderBy(v => (int)v.Value!).Select(v => v.Key).ToArray();
        var lines = new MemoryStream(Encoding.UTF8.GetBytes(string.Concat(vocabulary.Select(v => v + "\n"))));
        return new(BertTokenization.Create(lines, rules, Names((string?)model["unk_token"] ?? "[UNK]", vocabulary)));
    }

    private static BertSpecialTokens Names(string unknown, string[] vocabulary) => vocabulary.Contains("[CLS]")
        ? new() { Unknown = unknown }
        : new() { Unknown = unknown, Classification = "<s>", Separator = "</s>", Padding = "<pad>", Mask = "<mask>" };

    private static ByteLevelBpe ByteLevel(JsonObject root, AddedTokens added, string path)
    {
        var (before, model) = (root["pre_tokenizer"], root["model"]!);
        if ((string?)before?["type"] == "Sequence") before = (before["pretokenizers"] as JsonArray) is [var only] ? only : before;
        if ((string?)before?["type"] != "ByteLevel" || !((bool?)before["use_regex"] ?? true))
            throw new TokenizerFormatException($"expected byte-pair encoding over bytes (the pre-tokenizer ByteLevel with its own pattern), found {before?["type"]?.ToString() ?? "none"}.", path);
        var vocabulary = model["vocab"]!.AsObject().ToDictionary(v => v.Key, v => (int)v.Value!, StringComparer.Ordinal);
        var pairs = model["merges"]!.AsArray().Select(m => m is JsonArray { Count: 2 } pair ? ((string)pair[0]!, (string)pair[1]!) : Cut((string)m!, path));
        int? unknown = (string?)model["unk_token"] is { } name && vocabulary.TryGetValue(name, out var id) ? id : null;
        return new(vocabulary, new MergeTable(vocabulary, pairs, path), added, unknown, (bool?)before["add_prefix_space"] ?? false, JsonNormalizers.Read(root["normalizer"], path));
    }

    private static (string Left, string Right) Cut(string merge, string path) =>
        merge.Split(' ') is [var left, var right] ? (left, right) : throw new TokenizerFormatException($"expected a merge to be two pieces with a space between them, was '{merge}'.", path);
}
