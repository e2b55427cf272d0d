using System.Text.Json.Nodes;

namespace NlpTransfer.Tokenization;

/// <summary>The post-processor of a <c>tokenizer.json</c>: which tokens stand around texts.</summary>
internal static class JsonLayout
{
    /// <exception cref="TokenizerFormatException">It is of a kind that is not known.</exception>
    public static InputLayout Read(JsonNode? node, int padding, string path)
    {
        switch ((string?)node?["type"])
        {
            case null or "ByteLevel": return new([], [], [], padding);
            case "Sequence":
                var inner = (node!["processors"] as JsonArray ?? []).LastOrDefault(p => (string?)p?["type"] != "ByteLevel");
                return Read(inner, padding, path);
            case "RobertaProcessing": return new([Id(node!["cls"], path)], [Id(node["sep"], path), Id(node["sep"], path)], [Id(node["sep"], path)], padding);
            case "BertProcessing": return new([Id(node!["cls"], path)], [Id(node["sep"], path)], [Id(node["sep"], path)], padding);
            case "TemplateProcessing": return Template(node!, padding, path);
            default: throw new TokenizerFormatException($"the post-processor {node!["type"]} is not known; known are TemplateProcessing, RobertaProcessing, BertProcessing, ByteLevel.", path);
        }
    }

    private static int Id(JsonNode? pair, string path) => pair is JsonArray { Count: 2 } ? (int)pair[1]! : throw new TokenizerFormatException("expected the post-processor's tokens to be a text and an id each.", path);

    private static InputLayout Template(JsonNode node, int padding, string path)
    {
        var pair = node["pair"] as JsonArray ?? throw new TokenizerFormatException("expected the post-processor's template for pairs.", path);
        List<int>[] parts = [[], [], []];
        var part = 0;
        foreach (var step in pair)
        {
            if (step?["Sequence"] is not null) part = Math.Min(part + 1, 2);
            else parts[part].AddRange(Ids(node, (string?)step?["SpecialToken"]?["id"], path));
        }
        return new([.. parts[0]], [.. parts[1]], [.. parts[2]], padding);
    }

    private static IEnumerable<int> Ids(JsonNode node, string? name, string path) =>
        node["special_tokens"]?[name ?? ""]?["ids"] is JsonArray ids ? ids.Select(i => (int)i!) : throw new TokenizerFormatException($"expected ids of the post-processor's token {name}.", path);
}
