using Microsoft.ML.Tokenizers;
using NlpTransfer.Backbones;
using NlpTransfer.Data;
using NlpTransfer.Tokenization;
using static TorchSharp.torch;

namespace NlpTransfer.Classifiers;

/// <summary><c>[CLS] text [SEP]</c>, or <c>[CLS] text [SEP] pair [SEP]</c>, for BERT encoders. Of a pair the longer text is cut first.</summary>
internal sealed class BertPreprocessor : ITextPreprocessor
{
    private static readonly string[] Files = ["vocab.txt", "tokenizer_config.json", "tokenizer.json", "special_tokens_map.json"];

    private readonly BertTokenizer tokenizer;
    private readonly string folder;

    /// <param name="folder">A Hugging Face folder with <c>vocab.txt</c>; its tokenizer files are copied when the classifier is saved.</param>
    public BertPreprocessor(string folder, int maxTokens)
    {
        (this.folder, MaxTokens) = (folder, maxTokens);
        tokenizer = BertTokenization.FromFolder(folder);
    }

    public int MaxTokens { get; }

    public EncodedText Encode(TextExample example)
    {
        var first = Ids(example.Text, MaxTokens - 1);
        if (example.TextPair is null)
        {
            var kept = Math.Min(first.Count, MaxTokens - 2);
            return new([tokenizer.ClassificationTokenId, .. first.Take(kept), tokenizer.SeparatorTokenId], first.Count > kept);
        }
        var second = Ids(example.TextPair, MaxTokens - 2);
        var (a, b) = Fit(first.Count, second.Count, MaxTokens - 3);
        int[] ids = [tokenizer.ClassificationTokenId, .. first.Take(a), tokenizer.SeparatorTokenId, .. second.Take(b), tokenizer.SeparatorTokenId];
        return new(ids, a < first.Count || b < second.Count, a + 2);
    }

    public Activations Collate(IReadOnlyList<EncodedText> texts, Device device) => TokenBatch.Pad(texts, tokenizer.PaddingTokenId, device);

    public void Save(string folder)
    {
        foreach (var file in Files.Where(f => File.Exists(Path.Combine(this.folder, f))))
            File.Copy(Path.Combine(this.folder, file), Path.Combine(folder, file), overwrite: true);
    }

    // One more than fits, so that a cut is seen without encoding what lies far behind it.
    private IReadOnlyList<int> Ids(string text, int most) => tokenizer.EncodeToIds(text, most, addSpecialTokens: false, out _, out _);

    private static (int First, int Second) Fit(int first, int second, int room)
    {
        while (first + second > room)
        {
            if (first > second) first--;
            else second--;
        }
        return (first, second);
    }
}
