using System.Text.Json;
using System.Text.Json.Nodes;
using NlpTransfer.Tests.Data;
using NlpTransfer.Tokenization;

namespace NlpTransfer.Tests.Tokenization;

/// <summary>The encoders' tokenizers against the ids that their references recorded.</summary>
public sealed class EncoderTokenizerTests : IDisposable
{
    private readonly TempFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public void Encode_WithRobertasTokenizerJson_GivesTheReferencesIds() => AssertReferences("roberta-random", "roberta", 431, "tokenizer.json");

    [Fact]
    public void Encode_WithRobertasVocabularyAndMerges_GivesTheReferencesIds() =>
        AssertReferences("roberta-random", "roberta", 431, ["vocab.json", "merges.txt", "tokenizer_config.json"], takesSpaceBeforeMask: true);

    [Fact]
    public void Encode_WithAlbertsSentencePieceModel_GivesTheReferencesIds() => AssertReferences("albert-random", "albert", 421, "spiece.model");

    // The reference's other form of the same model: pieces and scores in JSON, the rules for characters beside them.
    [Fact]
    public void Encode_WithTheSameUnigramModelInTokenizerJson_GivesTheReferencesIds()
    {
        var model = SentencePieceModel.Load(TestFiles.Fixture("encoders/albert-random/spiece.model"));
        var json = new JsonObject
        {
            ["added_tokens"] = new JsonArray(model.Pieces.Select((p, i) => (p, i)).Where(p => p.p.Kind == SentencePieceKind.UserDefined)
                .Select(p => (JsonNode)new JsonObject { ["id"] = p.i, ["content"] = p.p.Text }).ToArray()),
            ["normalizer"] = new JsonObject
            {
                ["type"] = "Sequence",
                ["normalizers"] = new JsonArray(
                    new JsonObject { ["type"] = "Precompiled", ["precompiled_charsmap"] = Convert.ToBase64String(model.CharacterMap) },
                    new JsonObject { ["type"] = "Strip", ["strip_left"] = true, ["strip_right"] = true },
                    new JsonObject { ["type"] = "Replace", ["pattern"] = new JsonObject { ["Regex"] = " {2,}" }, ["content"] = " " }),
            },
            ["pre_tokenizer"] = new JsonObject { ["type"] = "Metaspace", ["replacement"] = "\u2581", ["prepend_scheme"] = "always" },
            ["post_processor"] = new JsonObject { ["type"] = "BertProcessing", ["cls"] = new JsonArray("[CLS]", 2), ["sep"] = new JsonArray("[SEP]", 3) },
            ["model"] = new JsonObject
            {
                ["type"] = "Unigram",
                ["unk_id"] = 1,
                ["vocab"] = new JsonArray(model.Pieces.Select(p => (JsonNode)new JsonArray(p.Kind == SentencePieceKind.Normal ? p.Text : $"\0{p.Text}", (double)p.Score)).ToArray()),
            },
        };
        folder.Write("tokenizer.json", json.ToJsonString());
        // Scores are summed word by word here and over the whole text there, so that of two cuts of equal probability either may win.
        AssertLines(EncoderTokenizer.FromFolder(folder.Root, "albert", 0), "albert-random", 421, ordersTies: false);
    }

    [Fact]
    public void Encode_WithTheBuiltInEncodersTokenizerJson_EqualsItsVocabulary()
    {
        var builtIn = Path.Combine(TestFiles.Repository, "embeddings", "all-minilm-l6-v2");
        Copy(builtIn, "tokenizer.json");
        var (json, vocabulary) = (EncoderTokenizer.FromFolder(folder.Root, "bert", 7), EncoderTokenizer.FromFolder(builtIn, "bert", 7));
        Assert.Equal(vocabulary.Layout.Before, json.Layout.Before);
        Assert.Equal(vocabulary.Layout.Between, json.Layout.Between);
        Assert.Equal(vocabulary.Layout.Padding, json.Layout.Padding);
        foreach (var text in new[] { "A naïve café_test, 日本 [MASK]!", "unaffable  words\n" }) Assert.Equal(vocabulary.Subwords.Encode(text, 100), json.Subwords.Encode(text, 100));
    }

    [Theory]
    [InlineData("tokenizer.json", "[1", "expected a tokenizer as Hugging Face's tokenizers write it")]
    [InlineData("tokenizer.json", """{"model":{"type":"WordLevel"}}""", "the model WordLevel is not known")]
    [InlineData("tokenizer.json", """{"model":{"type":"BPE","vocab":{},"merges":[]},"pre_tokenizer":{"type":"Whitespace"}}""", "found Whitespace")]
    [InlineData("tokenizer.json", """{"model":{"type":"BPE","vocab":{"a":0},"merges":["a b"]},"pre_tokenizer":{"type":"ByteLevel"}}""", "speaks of 'b', which is not in the vocabulary")]
    [InlineData("tokenizer.json", """{"model":{"type":"Unigram","unk_id":3,"vocab":[["a",-1]]},"pre_tokenizer":{"type":"Metaspace"}}""", "unk_id must be below 1, was 3")]
    [InlineData("tokenizer.json", """{"model":{"type":"Unigram","unk_id":0,"vocab":[["a",-1]]},"pre_tokenizer":{"type":"Metaspace"},"normalizer":{"type":"Nmt"}}""", "the normalizer Nmt is not known")]
    [InlineData("spiece.model", "nothing of the kind", "expected a SentencePiece model")]
    [InlineData("other.txt", "", "expected a tokenizer: vocab.txt")]
    public void FromFolder_OfABrokenFile_SaysWhatIsWrong(string name, string content, string message)
    {
        folder.Write(name, content);
        Assert.Contains(message, Assert.Throws<TokenizerFormatException>(() => EncoderTokenizer.FromFolder(folder.Root, "albert", 0)).Message);
    }

    [Theory]
    [InlineData("  two", 1, 4)]
    [InlineData("can't", 3, 2)]
    [InlineData("a1", 1, 1)]
    [InlineData("x\n\n y", 1, 2, 2)]
    [InlineData("\U0001D400b!", 3, 1)]
    [InlineData("end  ", 3, 2)]
    public void Split_FollowsGpt2sPattern(string text, params int[] lengths)
    {
        var found = new List<int>();
        for (var rest = text; rest.Length > 0; rest = rest[found[^1]..]) found.Add(ByteLevelSplitter.Next(rest));
        Assert.Equal(lengths, found);
    }

    private void AssertReferences(string name, string modelType, int lines, params string[] files) => AssertReferences(name, modelType, lines, files, takesSpaceBeforeMask: false);

    private void AssertReferences(string name, string modelType, int lines, string[] files, bool takesSpaceBeforeMask)
    {
        foreach (var file in files) Copy(TestFiles.Fixture($"encoders/{name}"), file);
        AssertLines(EncoderTokenizer.FromFolder(folder.Root, modelType, 0), name, lines, takesSpaceBeforeMask);
    }

    private static void AssertLines(EncoderTokenizer tokenizer, string name, int count, bool takesSpaceBeforeMask = false, bool ordersTies = true)
    {
        using var document = JsonDocument.Parse(File.ReadAllText(TestFiles.Fixture($"encoders/{name}/tokens.json")));
        var lines = document.RootElement.ValueKind == JsonValueKind.Array ? document.RootElement : document.RootElement.GetProperty("lines");
        Assert.Equal(count, lines.GetArrayLength());
        foreach (var line in lines.EnumerateArray())
        {
            var text = line.GetProperty("text").GetString()!;
            if (takesSpaceBeforeMask && text.Contains(" <mask>", StringComparison.Ordinal)) continue; // transformers' own class takes that space; the recorded tokenizer does not
            int[] second = line.TryGetProperty("pair", out var pair) ? [.. tokenizer.Layout.Between, .. tokenizer.Subwords.Encode(pair.GetString()!, int.MaxValue)] : [];
            int[] ids = [.. tokenizer.Layout.Before, .. tokenizer.Subwords.Encode(text, int.MaxValue), .. second, .. tokenizer.Layout.After];
            int[] expected = [.. line.GetProperty("ids").EnumerateArray().Select(i => i.GetInt32())];
            Assert.True(ordersTies ? expected.SequenceEqual(ids) : expected.Order().SequenceEqual(ids.Order()), $"'{text}': expected {line.GetProperty("ids")}, found {string.Join(", ", ids)}");
        }
    }

    private void Copy(string from, string file) => File.Copy(Path.Combine(from, file), Path.Combine(folder.Root, file));
}
