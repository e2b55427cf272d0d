using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;

namespace NlpTransfer.Classifiers;

/// <summary>Names of the files in a classifier's folder, and how their JSON is written and read.</summary>
internal static class ClassifierFiles
{
    public const string Config = "config.json", Training = "training.json", Metrics = "metrics.json", Card = "README.md";

    /// <summary>Raised when a reader of the version before would misread the folder.</summary>
    public const int FormatVersion = 1;

    public const string FormatVersionKey = "format_version";

    public static JsonSerializerOptions Json { get; } = new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower,
        WriteIndented = true,
        UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.SnakeCaseLower) },
        Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping, // label names stay legible; these are files, not pages
    };

    public static JsonNode ToNode<T>(T value) => JsonSerializer.SerializeToNode(value, Json)!;

    /// <exception cref="InvalidDataException">The JSON does not hold what it should.</exception>
    public static T Read<T>(JsonNode node, string path)
    {
        try
        {
            return node.Deserialize<T>(Json) ?? throw new InvalidDataException($"{path}: expected {typeof(T).Name}, found null.");
        }
        catch (JsonException error)
        {
            throw new InvalidDataException($"{path}: {error.Message}", error);
        }
    }

    /// <summary>A JSON object that says which version it is.</summary>
    /// <exception cref="InvalidDataException">No object, no version, or one that this library does not know.</exception>
    public static JsonObject ReadVersioned(string path)
    {
        var root = Parse(path) as JsonObject ?? throw new InvalidDataException($"{path}: expected a JSON object.");
        if (root[FormatVersionKey] is not JsonValue value || !value.TryGetValue<int>(out var version) || version < 1)
            throw new InvalidDataException($"{path}: expected {FormatVersionKey}, a number from 1 on; this was not written by NlpTransfer, or is damaged.");
        if (version > FormatVersion)
            throw new InvalidDataException($"{path}: {FormatVersionKey} is {version}, this library reads up to {FormatVersion}. Update NlpTransfer, or save the model with the older one.");
        return root;
    }

    public static void Write(string path, JsonNode node) => File.WriteAllText(path, node.ToJsonString(Json) + "\n");

    /// <exception cref="InvalidDataException">The file is not JSON.</exception>
    public static JsonNode? Parse(string path)
    {
        try
        {
            return JsonNode.Parse(File.ReadAllText(path));
        }
        catch (JsonException error)
        {
            throw new InvalidDataException($"{path}: {error.Message}", error);
        }
    }
}
