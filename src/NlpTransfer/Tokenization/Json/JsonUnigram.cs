using System.Text;
using System.Text.Json.Nodes;

namespace NlpTransfer.Tokenization;

/// <summary>The unigram section of a <c>tokenizer.json</c>: texts are cut before each U+2581, which stands for a space, then into pieces.</summary>
internal sealed class JsonUnigram(UnigramModel model, AddedTokens added, Func<string, string> normalize, JsonUnigram.Spaces spaces) : ISubwordTokenizer
{
    private const char Mark = '\u2581';

    /// <summary>Whether a part gets a space in front: always, only the first of a text, or never; and whether white space separates first.</summary>
    internal enum Prefix
    {
        Always,
        First,
        Never,
    }

    /// <summary>How spaces are treated.</summary>
    internal sealed record Spaces(Prefix Prefix, bool SplitsAtWhiteSpace);

    /// <exception cref="TokenizerFormatException">The section cannot be used.</exception>
    public static JsonUnigram Read(JsonNode root, AddedTokens added, string path)
    {
        var section = root["model"]!;
        var unknown = (int?)section["unk_id"] ?? throw new TokenizerFormatException("expected a unigram model with unk_id.", path);
        var vocabulary = section["vocab"] as JsonArray ?? throw new TokenizerFormatException("expected a unigram model with vocab, a list.", path);
        var pieces = vocabulary.Select((v, id) => v is JsonArray { Count: 2 } pair
            ? new SentencePiece((string)pair[0]!, (float)(double)pair[1]!, id == unknown ? SentencePieceKind.Unknown : SentencePieceKind.Normal)
            : throw new TokenizerFormatException($"expected entry {id} of vocab to be a piece and its score.", path)).ToArray();
        if (unknown < 0 || unknown >= pieces.Length) throw new TokenizerFormatException($"unk_id must be below {pieces.Length}, was {unknown}.", path);
        return new(new UnigramModel(pieces, (bool?)section["byte_fallback"] ?? false), added, JsonNormalizers.Read(root["normalizer"], path), SpacesOf(root["pre_tokenizer"], path));
    }

    public IReadOnlyList<int> Encode(string text, int most)
    {
        var ids = new List<int>();
        var isFirst = true;
        foreach (var (part, token) in added.Split(text))
        {
            if (token is { } id) ids.Add(id);
            else EncodeOrdinary(normalize(part), isFirst, ids);
            isFirst = false;
        }
        return ids;
    }

    private void EncodeOrdinary(string text, bool isFirst, List<int> ids)
    {
        foreach (var section in spaces.SplitsAtWhiteSpace ? text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries) : [text])
        {
            if (section.Length == 0) continue;
            var marked = section.Replace(' ', Mark);
            if (marked[0] != Mark && (spaces.Prefix == Prefix.Always || (spaces.Prefix == Prefix.First && isFirst))) marked = Mark + marked;
            foreach (var word in Words(marked)) model.Encode(Encoding.UTF8.GetBytes(word), ids);
            isFirst = false;
        }
    }

    // Each mark begins a word.
    private static IEnumerable<string> Words(string text)
    {
        for (var start = 0; start < text.Length;)
        {
            var next = text.IndexOf(Mark, start + 1);
            if (next < 0) next = text.Length;
            yield return text[start..next];
            start = next;
        }
    }

    private static Spaces SpacesOf(JsonNode? node, string path)
    {
        JsonNode?[] steps = (string?)node?["type"] == "Sequence" ? [.. node["pretokenizers"] as JsonArray ?? []] : [node];
        var split = steps.Any(s => (string?)s?["type"] == "WhitespaceSplit");
        if (steps.FirstOrDefault(s => (string?)s?["type"] is not ("WhitespaceSplit" or "Metaspace")) is { } other)
            throw new TokenizerFormatException($"the pre-tokenizer {other["type"]} is not known beside a unigram model; known are Metaspace and WhitespaceSplit.", path);
        var metaspace = steps.FirstOrDefault(s => (string?)s?["type"] == "Metaspace") ?? throw new TokenizerFormatException("expected the pre-tokenizer Metaspace beside a unigram model.", path);
        var prefix = (string?)metaspace["prepend_scheme"] switch
        {
            "first" => Prefix.First,
            "never" => Prefix.Never,
            "always" => Prefix.Always,
            _ => (bool?)metaspace["add_prefix_space"] ?? true ? Prefix.Always : Prefix.Never,
        };
        return new(prefix, split);
    }
}
