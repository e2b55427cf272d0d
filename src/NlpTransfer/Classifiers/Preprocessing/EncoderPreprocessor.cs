using NlpTransfer.Backbones;
using NlpTransfer.Data;
using NlpTransfer.Tokenization;
using static TorchSharp.torch;

namespace NlpTransfer.Classifiers;

/// <summary>Texts and pairs as an encoder takes them: <c>[CLS] text [SEP]</c> for BERT, <c>&lt;s&gt; text &lt;/s&gt;&lt;/s&gt; pair &lt;/s&gt;</c> for RoBERTa. Of a pair the longer text is cut first.</summary>
internal sealed class EncoderPreprocessor : ITextPreprocessor
{
    private readonly EncoderTokenizer tokenizer;
    private readonly string folder;
    private readonly bool tellsSegments;
    private readonly string family;

    /// <param name="folder">A Hugging Face folder; its tokenizer files are copied when the classifier is saved.</param>
    /// <param name="config">Says which family it is.</param>
    /// <param name="maxTokens">The most tokens, those around the text among them.</param>
    public EncoderPreprocessor(string folder, EncoderConfig config, int maxTokens)
    {
        (this.folder, MaxTokens, tellsSegments, family) = (folder, maxTokens, config.TypeVocabSize > 1, $"{config.ModelType} {config.PadTokenId}");
        tokenizer = EncoderTokenizer.FromFolder(folder, config.ModelType, config.PadTokenId);
    }

    public int MaxTokens { get; }

    public string Fingerprint => string.Join('\n', [$"{family} {MaxTokens} {tellsSegments}", .. EncoderTokenizer.Files.Select(f => new FileInfo(Path.Combine(folder, f))).Where(f => f.Exists).Select(f => $"{f.FullName} {f.Length} {f.LastWriteTimeUtc.Ticks}")]);

    /// <summary>The id that fills a batch up.</summary>
    public int PaddingId => tokenizer.Layout.Padding;

    public EncodedText Encode(TextExample example)
    {
        var room = MaxTokens - tokenizer.Layout.Extra(example.TextPair is not null);
        var first = tokenizer.Subwords.Encode(example.Text, room + 1); // one more than fits, so that a cut is seen without encoding what lies far behind it
        var second = example.TextPair is null ? [] : tokenizer.Subwords.Encode(example.TextPair, room + 1);
        var (a, b) = Fit(first.Count, second.Count, room);
        return Assemble(first.Take(a), example.TextPair is null ? null : second.Take(b), a < first.Count || b < second.Count);
    }

    public IReadOnlyList<EncodedText> Windows(TextExample example, int? stride)
    {
        var room = MaxTokens - tokenizer.Layout.Extra(example.TextPair is not null);
        var first = tokenizer.Subwords.Encode(example.Text, int.MaxValue);
        var second = example.TextPair is null ? [] : tokenizer.Subwords.Encode(example.TextPair, int.MaxValue);
        var kept = Math.Min(second.Count, first.Count + second.Count > room ? room / 2 : room);
        var windows = TextWindows.Over(first.Count, Math.Max(1, room - kept), stride);
        return [.. windows.Select(w => Assemble(first.Skip(w.Start).Take(w.Length), example.TextPair is null ? null : second.Take(kept), kept < second.Count))];
    }

    public Activations Collate(IReadOnlyList<EncodedText> texts, Device device) => TokenBatch.Pad(texts, PaddingId, device);

    public void Save(string folder)
    {
        foreach (var file in EncoderTokenizer.Files.Where(f => File.Exists(Path.Combine(this.folder, f))))
            File.Copy(Path.Combine(this.folder, file), Path.Combine(folder, file), overwrite: true);
    }

    private EncodedText Assemble(IEnumerable<int> first, IEnumerable<int>? second, bool isTruncated)
    {
        var layout = tokenizer.Layout;
        int[] head = [.. layout.Before, .. first];
        if (second is null) return new([.. head, .. layout.After], isTruncated);
        return new([.. head, .. layout.Between, .. second, .. layout.After], isTruncated, tellsSegments ? head.Length + layout.Between.Length : null);
    }

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
