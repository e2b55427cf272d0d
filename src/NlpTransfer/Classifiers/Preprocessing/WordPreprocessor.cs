using System.Security.Cryptography;
using System.Text;
using NlpTransfer.Backbones;
using NlpTransfer.Data;
using static TorchSharp.torch;

namespace NlpTransfer.Classifiers;

/// <summary>Words and their rows, for backbones over word vectors. Of a pair, the second text follows the first.</summary>
internal sealed class WordPreprocessor(WordTokenizer tokenizer, WordVocabulary vocabulary, int maxTokens) : ITextPreprocessor
{
    public const string VocabularyFile = "vocab.txt";

    public int MaxTokens => maxTokens;

    public string Fingerprint => $"words {maxTokens} {tokenizer.Options} {Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(string.Join('\n', vocabulary.Words))))}";

    /// <summary>The words that count, before there is a vocabulary.</summary>
    public static IReadOnlyList<string> Words(TextExample example, WordTokenizer tokenizer, int maxTokens)
    {
        var words = new List<string>();
        foreach (var text in Texts(example))
            foreach (var word in tokenizer.Enumerate(text))
            {
                if (words.Count == maxTokens) return words;
                words.Add(word.ToString());
            }
        return words;
    }

    public EncodedText Encode(TextExample example)
    {
        var ids = new List<int>();
        foreach (var text in Texts(example))
            foreach (var word in tokenizer.Enumerate(text))
            {
                if (ids.Count == maxTokens) return new([.. ids], IsTruncated: true);
                ids.Add(vocabulary.IdOf(word));
            }
        return new([.. ids], IsTruncated: false);
    }

    public IReadOnlyList<EncodedText> Windows(TextExample example, int? stride)
    {
        var ids = new List<int>();
        foreach (var text in Texts(example))
            foreach (var word in tokenizer.Enumerate(text)) ids.Add(vocabulary.IdOf(word));
        return [.. TextWindows.Over(ids.Count, maxTokens, stride).Select(w => new EncodedText([.. ids.GetRange(w.Start, w.Length)], IsTruncated: false))];
    }

    public Activations Collate(IReadOnlyList<EncodedText> texts, Device device) => TokenBatch.Pad(texts, WordVocabulary.Padding, device);

    public void Save(string folder) => vocabulary.Save(Path.Combine(folder, VocabularyFile));

    private static IEnumerable<string> Texts(TextExample example) => example.TextPair is null ? [example.Text] : [example.Text, example.TextPair];
}
