using System.Text.Json.Nodes;

namespace NlpTransfer.Classifiers;

/// <summary>What a record of a training says of its data.</summary>
/// <param name="Examples">How many.</param>
/// <param name="Sha256">Over their content and labels; null where there are none.</param>
internal sealed record DataDigest(int Examples, string? Sha256)
{
    public static DataDigest None { get; } = new(0, null);

    /// <summary>What else decides what is learned from it, by the names that records have for it: a teacher.</summary>
    public IReadOnlyDictionary<string, JsonNode?> More { get; init; } = new Dictionary<string, JsonNode?>();
}
