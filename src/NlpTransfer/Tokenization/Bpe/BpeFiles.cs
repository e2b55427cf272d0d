using System.Text.Json;

namespace NlpTransfer.Tokenization;

/// <summary>A byte-level tokenizer from <c>vocab.json</c> and <c>merges.txt</c>, with the special tokens that <c>tokenizer_config.json</c> or the family names.</summary>
internal static class BpeFiles
{
    private const string VocabularyFile = "vocab.json", MergesFile = "merges.txt";

    public static bool IsIn(string folder) => File.Exists(Path.Combine(folder, VocabularyFile)) && File.Exists(Path.Combine(folder, MergesFile));

    /// <exception cref="TokenizerFormatException">A file cannot be used.</exception>
    public static EncoderTokenizer Read(string folder, string modelType, int padding)
    {
        var path = Path.Combine(folder, VocabularyFile);
        var vocabulary = Vocabulary(path);
        var merges = new MergeTable(vocabulary, Pairs(Path.Combine(folder, MergesFile)), Path.Combine(folder, MergesFile));
        var config = TokenizerSettings.Read(folder);
        string[] names = modelType == "gpt2" ? ["<|endoftext|>"] : [config.Token("cls_token") ?? "<s>", config.Token("sep_token") ?? "</s>", config.Token("pad_token") ?? "<pad>", config.Token("unk_token") ?? "<unk>"];
        var mask = config.Token("mask_token") ?? "<mask>";
        var added = names.Append(mask).Where(vocabulary.ContainsKey).Select(n => new AddedToken(n, vocabulary[n], StripsLeft: n == mask)); // <mask> takes the space before it, as the reference's does
        var subwords = new ByteLevelBpe(vocabulary, merges, new AddedTokens(added), addPrefixSpace: config.Flag("add_prefix_space"));
        if (modelType == "gpt2") return new(subwords, new([], [], [], padding));
        int Id(string name) => vocabulary.TryGetValue(name, out var id) ? id : throw new TokenizerFormatException($"expected the special token {name}.", path);
        return new(subwords, new([Id(names[0])], [Id(names[1]), Id(names[1])], [Id(names[1])], Id(names[2])));
    }

    private static Dictionary<string, int> Vocabulary(string path)
    {
        try
        {
            return JsonSerializer.Deserialize<Dictionary<string, int>>(File.ReadAllBytes(path)) ?? throw new TokenizerFormatException("expected an object of pieces and ids, found null.", path);
        }
        catch (JsonException error)
        {
            throw new TokenizerFormatException($"expected an object of pieces and ids: {error.Message}", path, error);
        }
    }

    private static IEnumerable<(string Left, string Right)> Pairs(string path)
    {
        foreach (var (line, number) in File.ReadLines(path).Select((l, i) => (l, i + 1)))
        {
            if (line.Length == 0 || (number == 1 && line.StartsWith("#version", StringComparison.Ordinal))) continue;
            yield return line.Split(' ') is [var left, var right] ? (left, right) : throw new TokenizerFormatException($"line {number}: expected two pieces with a space between them.", path);
        }
    }
}
