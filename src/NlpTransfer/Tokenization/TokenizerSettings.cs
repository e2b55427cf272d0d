using System.Text.Json;
using System.Text.Json.Nodes;

namespace NlpTransfer.Tokenization;

/// <summary>What <c>tokenizer_config.json</c> says, where a folder has one.</summary>
internal sealed class TokenizerSettings(JsonObject root)
{
    private const string FileName = "tokenizer_config.json";

    /// <exception cref="TokenizerFormatException">The file is not a JSON object.</exception>
    public static TokenizerSettings Read(string folder)
    {
        var path = Path.Combine(folder, FileName);
        if (!File.Exists(path)) return new([]);
        try
        {
            return new(JsonNode.Parse(File.ReadAllBytes(path)) as JsonObject ?? throw new TokenizerFormatException("Expected an object.", path));
        }
        catch (JsonException error)
        {
            throw new TokenizerFormatException($"This is not JSON: {error.Message}", path, error);
        }
    }

    /// <summary>A special token, as a text or as an object whose content is the text; null where it is not named.</summary>
    public string? Token(string name) => root[name] switch
    {
        JsonValue value when value.TryGetValue<string>(out var text) => text,
        JsonObject token when token["content"] is JsonValue content && content.TryGetValue<string>(out var text) => text,
        _ => null,
    };

    /// <summary>False where it is not named.</summary>
    public bool Flag(string name) => root[name] is JsonValue value && value.TryGetValue<bool>(out var flag) && flag;
}
