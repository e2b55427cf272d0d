using NlpTransfer.Backbones;
using NlpTransfer.Data;
using NlpTransfer.Training;
using static TorchSharp.torch;

namespace NlpTransfer.Classifiers;

/// <summary>Texts whose hidden tokens differ from epoch to epoch; which ones is a pure function of seed, epoch and example. Long texts are several examples.</summary>
internal sealed class MaskedTexts : ITrainingData
{
    private readonly EncodedText[] texts;
    private readonly TextDataset dataset;
    private readonly int[] sources;
    private readonly ITextPreprocessor preprocessor;
    private readonly WholeWordMask mask;
    private readonly long seed;
    private int epoch = -1;

    public MaskedTexts(TextDataset dataset, ITextPreprocessor preprocessor, WholeWordMask mask, long seed, CancellationToken cancellation)
    {
        (this.dataset, this.preprocessor, this.mask, this.seed) = (dataset, preprocessor, mask, seed);
        var windows = dataset.AsParallel().AsOrdered().WithCancellation(cancellation).Select(e => preprocessor.Windows(e, int.MaxValue)).ToArray();
        var all = windows.SelectMany((w, source) => w.Select(text => (text, source))).Where(p => mask.Apply(p.text.Ids, new SeededRandom(0)).Places.Length > 0).ToArray();
        (texts, sources) = ([.. all.Select(p => p.text)], [.. all.Select(p => p.source)]);
        Lengths = [.. texts.Select(t => t.Ids.Length)];
        (Labels, LabelSets) = (Enumerable.Repeat(-1, texts.Length).ToArray(), Enumerable.Repeat<IReadOnlyList<int>>([], texts.Length).ToArray());
    }

    public int Count => texts.Length;

    public IReadOnlyList<int> Lengths { get; }

    public IReadOnlyList<int> Labels { get; }

    public IReadOnlyList<IReadOnlyList<int>> LabelSets { get; }

    public int Truncated => 0;

    public bool IsRepeatable => false;

    public void Announce(IReadOnlyList<int[]> batches, int? epoch) => this.epoch = epoch ?? -1;

    public Activations Collate(IReadOnlyList<int> indices, Device device) => Hidden(indices, device).Input;

    /// <summary>How many tokens of a batch are hidden.</summary>
    public int HiddenTokens(IReadOnlyList<int> batch) => batch.Sum(i => Masked(i).Places.Length);

    /// <summary>A batch, the hidden places as rows of the flattened batch <c>(P)</c>, and the tokens that stood there <c>(P)</c>, both int64.</summary>
    public (Activations Input, Tensor Places, Tensor Tokens) Hidden(IReadOnlyList<int> indices, Device device)
    {
        var masked = indices.Select(Masked).ToArray();
        var input = preprocessor.Collate([.. indices.Select((index, i) => texts[index] with { Ids = masked[i].Ids })], device);
        var width = input.Values.shape[1];
        var places = masked.SelectMany((m, row) => m.Places.Select(p => (row * width) + p)).ToArray();
        var tokens = masked.SelectMany((m, row) => m.Places.Select(p => (long)texts[indices[row]].Ids[p])).ToArray();
        return (input, tensor(places, device: device), tensor(tokens, device: device));
    }

    public string Source(int index) => dataset[sources[index]].Source.ToString();

    private (int[] Ids, int[] Places) Masked(int index) => mask.Apply(texts[index].Ids, new SeededRandom(seed, ((epoch + 1L) * texts.Length) + index));
}
