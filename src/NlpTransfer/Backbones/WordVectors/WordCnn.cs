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
        var lengths = mask.sum(1, keepdim: true); // (B, 1)
        return nn.functional.relu(cat([.. convolutions.Select(c => is_grad_enabled() ? Trainable(c, vectors, lengths) : Responses(c, vectors, lengths).amax(2))], dim: 1)); // (B, FeatureSize)
    }

    // Windows that reach into the padding do not count, or a text's features would depend on its batch. One shorter than the
    // window has a single window, filled up with zeros.
    private static Tensor Responses(Conv1d convolution, Tensor vectors, Tensor lengths)
    {
        var responses = convolution.call(vectors.transpose(1, 2)); // (B, F, windows)
        var windows = (lengths - (Width(convolution) - 1)).clamp_min(1); // (B, 1)
        var outside = arange(responses.shape[2], device: responses.device).ge(windows); // (B, windows)
        return responses.masked_fill_(outside.unsqueeze(1), float.NegativeInfinity);
    }

    // Only one window a filter has a gradient, the strongest. So all windows are run without autograd to find it, and it alone
    // again with: the same values and gradients as a convolution's own backward pass over all windows, in half the time.
    private static Tensor Trainable(Conv1d convolution, Tensor vectors, Tensor lengths)
    {
        var (batch, length, dimension) = (vectors.shape[0], vectors.shape[1], vectors.shape[2]);
        Tensor strongest; // (F, B)
        using (no_grad()) strongest = Responses(convolution, vectors.detach(), lengths).argmax(2).t();
        var first = strongest + (arange(batch, device: vectors.device) * length); // (F, B), rows of the flattened batch
        var rows = first.unsqueeze(-1) + arange(Width(convolution), device: vectors.device); // (F, B, width)
        var windows = vectors.reshape(batch * length, dimension).index_select(0, rows.flatten()).view(rows.shape[0], batch, -1); // (F, B, width * D)
        var filters = convolution.weight!.transpose(1, 2).reshape(rows.shape[0], -1, 1); // (F, width * D, 1)
        return windows.bmm(filters).squeeze(-1).t() + convolution.bias!; // (B, F)
    }

    private static long Width(Conv1d convolution) => convolution.weight!.shape[2];
}
