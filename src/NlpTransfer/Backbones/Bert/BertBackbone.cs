using TorchSharp.Modules;
using static TorchSharp.torch;

namespace NlpTransfer.Backbones;

/// <summary>
/// BERT's encoder (Devlin et al. 2019), of any size. Groups <c>embeddings</c>, <c>layer.0</c> ..., and <c>pooler</c> with
/// <see cref="BertPooling.Cls"/>. Keys are Hugging Face's without the <c>bert.</c> prefix.
/// </summary>
public sealed class BertBackbone : Backbone
{
    private readonly BertEmbeddings embeddings;
    private readonly Encoder encoder;
    private readonly BertPooler? pooler;

    /// <param name="config">Sizes; <see cref="BertConfig.Validate"/> must find no fault.</param>
    /// <param name="pooling">How states become features.</param>
    /// <param name="isPretrained">Whether weights will be loaded; else every group counts as new.</param>
    public BertBackbone(BertConfig config, BertPooling pooling = BertPooling.Cls, bool isPretrained = true) : base(nameof(BertBackbone))
    {
        (Config, Pooling) = (config, pooling);
        embeddings = new BertEmbeddings(config);
        encoder = new Encoder(config);
        pooler = pooling == BertPooling.Cls ? new BertPooler(config) : null;
        LayerGroups =
        [
            new LayerGroup("embeddings", [embeddings], isPretrained),
            .. encoder.layer.Select((l, i) => new LayerGroup($"layer.{i}", [l], isPretrained)),
            .. pooler is null ? Array.Empty<LayerGroup>() : [new LayerGroup("pooler", [pooler], isPretrained)],
        ];
        RegisterComponents();
    }

    public BertConfig Config { get; }

    public BertPooling Pooling { get; }

    public override long FeatureSize => Config.HiddenSize;

    public override IReadOnlyList<LayerGroup> LayerGroups { get; }

    public override Activations Forward(Activations input, int from, int to)
    {
        var states = from < 1 && to > 0 ? embeddings.call(input.Values, input.TokenTypes) : input.Values; // (B, S, H)
        var bias = Bias(input.Mask);
        for (var i = Math.Max(0, from - 1); i < Math.Min(to - 1, encoder.layer.Count); i++) states = encoder.layer[i].call(states, bias);
        return to < LayerGroups.Count ? new(states, input.Mask) : new(Pool(states, input.Mask));
    }

    private static Tensor? Bias(Tensor? mask) =>
        mask is null ? null : zeros(mask.shape, device: mask.device).masked_fill_(~mask, float.MinValue).unsqueeze(1).unsqueeze(1); // (B, 1, 1, S)

    private Tensor Pool(Tensor states, Tensor? mask)
    {
        if (pooler is not null) return pooler.call(states); // (B, H)
        var real = (mask ?? ones(states.shape[..2], dtype: ScalarType.Bool, device: states.device)).unsqueeze(-1); // (B, S, 1)
        return Pooling == BertPooling.Mean
            ? (states * real).sum(1) / real.sum(1) // (B, H)
            : states.masked_fill(~real, float.NegativeInfinity).amax(1); // (B, H)
    }

    /// <summary>The blocks; a module of its own because their keys begin with <c>encoder.layer</c>.</summary>
    private sealed class Encoder : nn.Module
    {
        public readonly ModuleList<BertLayer> layer;

        public Encoder(BertConfig config) : base(nameof(Encoder))
        {
            layer = nn.ModuleList(Enumerable.Range(0, config.NumHiddenLayers).Select(_ => new BertLayer(config)).ToArray());
            RegisterComponents();
        }
    }
}
