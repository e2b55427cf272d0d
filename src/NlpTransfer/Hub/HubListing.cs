using System.Text.Json;
using System.Text.Json.Nodes;

namespace NlpTransfer.Hub;

/// <summary>What a hub says a model consists of: the answer to <c>/api/models/NAME/revision/REVISION?blobs=true</c>.</summary>
internal sealed record HubListing(string Commit, IReadOnlyDictionary<string, HubFile> Files)
{
    private const int GitDigits = 40, Sha256Digits = 64;

    /// <exception cref="InvalidDataException">It is no such answer, or names files outside the model's folder.</exception>
    public static HubListing Parse(byte[] answer, string address)
    {
        try
        {
            var root = JsonNode.Parse(answer) as JsonObject;
            var commit = Digest(root?["sha"], [GitDigits]) ?? throw new InvalidDataException($"{address}: expected a commit of {GitDigits} hexadecimal digits in 'sha', found {root?["sha"]?.ToJsonString() ?? "none"}.");
            var files = root!["siblings"] as JsonArray ?? throw new InvalidDataException($"{address}: expected a list 'siblings' of files.");
            return new(commit, files.Select(f => Read(f, address)).OfType<HubFile>().ToDictionary(f => f.Path, StringComparer.Ordinal));
        }
        catch (Exception error) when (error is JsonException or InvalidOperationException or ArgumentException)
        {
            throw new InvalidDataException($"{address}: expected what a model hub says of a model, in JSON; {error.Message}", error);
        }
    }

    // A file without a digest cannot be verified; it counts as not there.
    private static HubFile? Read(JsonNode? node, string address)
    {
        var path = (string?)node?["rfilename"] ?? throw new InvalidDataException($"{address}: a file has no 'rfilename'.");
        if (path.Length == 0 || path.StartsWith('/') || path.Contains('\\', StringComparison.Ordinal) || path.Split('/').Any(part => part is "" or "." or ".."))
            throw new InvalidDataException($"{address}: the file '{path}' would lie outside the model's folder; nothing was fetched.");
        var digest = Digest(node!["lfs"]?["sha256"] ?? node["lfs"]?["oid"], [Sha256Digits]) ?? Digest(node["blobId"], [GitDigits]);
        var size = node["lfs"]?["size"] ?? node["size"];
        return digest is null || size is null || (long)size < 0 ? null : new(path, (long)size, digest);
    }

    private static string? Digest(JsonNode? node, int[] lengths) =>
        (string?)node is { } text && lengths.Contains(text.Length) && text.All(char.IsAsciiHexDigit) ? text.ToLowerInvariant() : null;
}
