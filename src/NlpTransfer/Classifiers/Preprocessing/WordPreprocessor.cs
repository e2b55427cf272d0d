using NlpTransfer.Backbones;
using NlpTransfer.Data;
using static TorchSharp.torch;

namespace NlpTransfer.Classifiers;

/// <summary>Words and their rows, for backbones over word vectors. Of a pair, the second text follows the first.</summary>
internal sealed class WordPreprocessor(WordTokenizer tokenizer, WordVocabulary vocabulary, int maxTokens) : ITextPreprocessor
{
    public const string VocabularyFile = "vocab.txt";

    public int MaxTokens => maxTokens;

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

    public Activations Collate(IReadOnlyList<EncodedText> texts, Device device)
    {
        var length = Math.Max(1, texts.Max(t => t.Ids.Length));
        var ids = new long[texts.Count * length]; // zero is padding
        var mask = new bool[ids.Length];
        for (var i = 0; i < texts.Count; i++)
        {
            var text = texts[i].Ids;
            for (var j = 0; j < text.Length; j++) ids[(i * length) + j] = text[j];
            mask.AsSpan(i * length, text.Length).Fill(true);
        }
        long[] shape = [texts.Count, length];
        return new(tensor(ids, shape, device: device), tensor(mask, shape, device: device)); // (B, S), (B, S)
    }

    public void Save(string folder) => vocabulary.Save(Path.Combine(folder, VocabularyFile));

    private static IEnumerable<string> Texts(TextExample example) => example.TextPair is null ? [example.Text] : [example.Text, example.TextPair];
}
