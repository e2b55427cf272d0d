using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace NlpTransfer.Backbones;

/// <summary>
/// Kim's network (2014, "Convolutional neural networks for sentence classification"): filters over windows of several widths,
/// the largest response of each over the text. Groups <c>embeddings</c> and <c>convolutions</c>. Static or non-static is a
/// matter of the schedule: whether <c>embeddings</c> trains.
/// </summary>
internal sealed class WordCnn : Backbone
{
    private readonly WordEmbedding embeddings;
    private readonly Dropout dropout;
    private readonly ModuleList<Conv1d> convolutions;
    private readonly long[] widths;

    public WordCnn(WordEmbedding embeddings, CnnOptions options, PretrainedPart pretrained) : base(nameof(WordCnn))
    {
        this.embeddings = embeddings;
        widths = [.. options.FilterWidths.Select(w => (long)w)];
        dropout = nn.Dropout(options.EmbeddingDropout);
        convolutions = nn.ModuleList(widths.Select(w => nn.Conv1d(embeddings.Dimension, options.FiltersPerWidth, w)).ToArray());
        FeatureSize = widths.Length * options.FiltersPerWidth;
        LayerGroups =
        [
            new LayerGroup(WordBackboneOptions.EmbeddingsGroup, [embeddings], pretrained >= PretrainedPart.Vectors),
            new LayerGroup("convolutions", [convolutions, dropout], pretrained == PretrainedPart.Backbone),
        ];
        RegisterComponents();
    }

    public override long FeatureSize { get; }

    public override IReadOnlyList<LayerGroup> LayerGroups { get; }

    public override Activations Forward(Activations input, int from, int to)
    {
        if (from < 1 && to > 0) input = new(embeddings.call(input.Values), input.Mask); // (B, S, D)
        return to > 1 ? new(Convolve(dropout.call(input.Values), input.Mask!)) : input;
    }

    private Tensor Convolve(Tensor vectors, Tensor mask)
    {
        var padding = widths.Max() - vectors.shape[1];
        if (padding > 0) vectors = cat([vectors, zeros([vectors.shape[0], padding, vectors.shape[2]], device: vectors.device)], dim: 1); // (B, S, D)
        var lengths = padding <= 0 && mask.all().ToBoolean() ? null : mask.sum(1, keepdim: true); // (B, 1)
        return nn.functional.relu(cat([.. convolutions.Select(c => Strongest(c, vectors, lengths))], dim: 1)); // (B, FeatureSize)
    }

    // Windows that reach into the padding do not count, or a text's features would depend on its batch. One shorter than the
    // window has a single window, filled up with zeros. The maximum takes one window a filter, so one alone has a gradient. Without
    // lengths no text is padded.
    private static Tensor Strongest(Conv1d convolution, Tensor vectors, Tensor? lengths)
    {
        var responses = convolution.call(vectors.transpose(1, 2)); // (B, F, windows)
        if (lengths is null) return responses.max(2).values; // (B, F)
        var windows = (lengths - (convolution.weight!.shape[2] - 1)).clamp_min(1); // (B, 1)
        var outside = arange(responses.shape[2], device: responses.device).ge(windows); // (B, windows)
        return responses.masked_fill_(outside.unsqueeze(1), float.NegativeInfinity).max(2).values; // (B, F)
    }
}
