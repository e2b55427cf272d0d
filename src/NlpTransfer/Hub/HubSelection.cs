using System.Text.Json;
using System.Text.Json.Nodes;
using NlpTransfer.Backbones;
using NlpTransfer.Checkpoints;
using NlpTransfer.Tokenization;

namespace NlpTransfer.Hub;

/// <summary>Which of a model's files are needed: configuration, tokenizer, card, and weights in one format. Pure.</summary>
internal static class HubSelection
{
    // Nothing runs when a pickle is read here, but safetensors are mapped and checked at less cost; hubs often have both.
    private const string Index = ".index.json", WeightMap = "weight_map";

    private static readonly string[] Others =
        ["README.md", "LICENSE", "LICENSE.txt", "modules.json", "1_Pooling/config.json", "sentence_bert_config.json", "config_sentence_transformers.json"];

    /// <summary>Everything but the shards that an index will name.</summary>
    /// <exception cref="InvalidDataException">The model has no configuration, or no weights that can be read.</exception>
    public static IReadOnlyList<HubFile> Files(HubListing listing, string model)
    {
        var weights = WeightFile.FolderNames.FirstOrDefault(listing.Files.ContainsKey)
            ?? throw new InvalidDataException($"{model} has no weights that can be read: expected {string.Join(" or ", WeightFile.FolderNames)}, found {Found(listing)}.");
        if (!listing.Files.ContainsKey(EncoderConfig.FileName)) throw new InvalidDataException($"{model} has no {EncoderConfig.FileName}; found {Found(listing)}.");
        return [.. new[] { EncoderConfig.FileName }.Concat(EncoderTokenizer.Files).Concat(Others).Append(weights).Where(listing.Files.ContainsKey).Select(f => listing.Files[f])];
    }

    /// <summary>Whether a file says which other files hold the weights.</summary>
    public static bool IsIndex(HubFile file) => file.Path.EndsWith(Index, StringComparison.Ordinal);

    /// <summary>The files that an index names.</summary>
    /// <exception cref="InvalidDataException">It is no index, or names files that the model does not have.</exception>
    public static IReadOnlyList<HubFile> Shards(byte[] index, HubListing listing, string model)
    {
        try
        {
            var map = JsonNode.Parse(index)?[WeightMap] as JsonObject ?? throw new InvalidDataException($"The index of {model}'s weights has no '{WeightMap}'.");
            return [.. map.Select(entry => (string)entry.Value!).Distinct().Order(StringComparer.Ordinal).Select(Shard)];
        }
        catch (Exception error) when (error is JsonException or InvalidOperationException or ArgumentNullException)
        {
            throw new InvalidDataException($"The index of {model}'s weights is damaged; {error.Message}", error);
        }

        HubFile Shard(string name) => listing.Files.TryGetValue(name, out var file) ? file
            : throw new InvalidDataException($"The index of {model}'s weights names '{name}', which the model does not have; found {Found(listing)}.");
    }

    private static string Found(HubListing listing) => string.Join(", ", listing.Files.Keys.Order(StringComparer.Ordinal).Take(12)) + (listing.Files.Count > 12 ? ", ..." : "");
}
