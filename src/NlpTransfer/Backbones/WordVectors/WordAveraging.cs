using TorchSharp.Modules;
using static TorchSharp.torch;

namespace NlpTransfer.Backbones;

/// <summary>
/// The deep averaging network (Iyyer et al. 2015). Groups <c>embeddings</c>, <c>hidden.0</c> and so on; the first hidden one
/// averages, so that words are dropped also where the vectors are frozen.
/// </summary>
internal sealed class WordAveraging : Backbone
{
    private readonly WordEmbedding embeddings;
    private readonly WordDropout words;
    private readonly ModuleList<Linear> hidden;
    private readonly ModuleList<Dropout> dropouts;

    public WordAveraging(WordEmbedding embeddings, AveragingOptions options, PretrainedPart pretrained) : base(nameof(WordAveraging))
    {
        this.embeddings = embeddings;
        words = new WordDropout(options.WordDropout);
        long[] widths = [embeddings.Dimension, .. options.HiddenSizes];
        hidden = nn.ModuleList(widths.Zip(widths.Skip(1), (from, to) => nn.Linear(from, to)).ToArray());
        dropouts = nn.ModuleList(hidden.Select((_, i) => nn.Dropout(i == 0 ? 0 : options.LayerDropout)).ToArray());
        FeatureSize = widths[^1];
        LayerGroups =
        [
            new LayerGroup(WordBackboneOptions.EmbeddingsGroup, [embeddings], pretrained >= PretrainedPart.Vectors),
            .. hidden.Select((layer, i) => new LayerGroup($"hidden.{i}", i == 0 ? [words, layer] : [dropouts[i], layer], pretrained == PretrainedPart.Backbone)),
        ];
        RegisterComponents();
    }

    public override long FeatureSize { get; }

    public override IReadOnlyList<LayerGroup> LayerGroups { get; }

    public override Activations Forward(Activations input, int from, int to)
    {
        if (from < 1 && to > 0) input = new(embeddings.call(input.Values), input.Mask); // (B, S, D)
        if (from < 2 && to > 1) input = new(Mean(input.Values, words.call(input.Mask!))); // (B, D)
        for (var layer = Math.Max(0, from - 1); layer < Math.Min(to - 1, hidden.Count); layer++)
            input = new(nn.functional.relu(hidden[layer].call(dropouts[layer].call(input.Values)))); // (B, width)
        return input;
    }

    private static Tensor Mean(Tensor vectors, Tensor mask)
    {
        var weights = mask.to_type(vectors.dtype) / mask.sum(1, keepdim: true).clamp_min(1); // (B, S)
        return weights.unsqueeze(1).bmm(vectors).squeeze(1); // (B, D)
    }
}
