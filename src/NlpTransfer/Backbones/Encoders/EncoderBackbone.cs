using System.Text.Json;
using NlpTransfer.Kernels;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace NlpTransfer.Backbones;

/// <summary>
/// A pretrained text encoder of any family that <see cref="EncoderConfig.ModelTypes"/> lists. Groups <c>embeddings</c>,
/// <c>layer.0</c> ... (ALBERT has one, <c>layer</c>), <c>pooler</c> where the family has one and its own pooling is asked for,
/// <c>pooling</c> with <see cref="EncoderPooling.Attention"/>.
/// </summary>
/// <remarks>Within a run layers see real tokens alone; padding is left out at its beginning and put back at its end.</remarks>
public sealed class EncoderBackbone : Backbone
{
    private readonly EncoderBody body;
    private readonly EncoderPooler? pooler;
    private readonly AttentionPooling? pooling;
    private readonly LoraAdapter? lora;
    private readonly int[] taps; // groups whose pooled states come before the last one's

    /// <param name="config">Sizes; <see cref="EncoderConfig.Validate"/> must find no fault.</param>
    /// <param name="pooling">How states become features; null is the family's own way.</param>
    /// <param name="isPretrained">Whether weights will be loaded; else every group counts as new.</param>
    /// <param name="poolerIsPretrained">Whether they have the pooler's; else it is new and trains with the head.</param>
    /// <param name="lora">Adapters to train in the place of pretrained weights; null trains the weights themselves.</param>
    /// <param name="taps">
    /// Groups whose pooled states are the features, one behind the other; the last layer must be among them, and may be called <c>last</c>; <c>2/3</c> is the
    /// layer at that part of the depth. Null is the last layer alone.
    /// </param>
    /// <exception cref="OptionsException">An adapter's target names no layer, or a tap no group.</exception>
    public EncoderBackbone(EncoderConfig config, EncoderPooling? pooling = null, bool isPretrained = true, bool poolerIsPretrained = true, LoraOptions? lora = null, IReadOnlyList<string>? taps = null) : base(nameof(EncoderBackbone))
    {
        var family = EncoderFamilies.ByModelType(config.ModelType);
        (Config, Pooling) = (config, pooling ?? family.OwnPooling(config));
        body = family.Body(config);
        Taps = [.. (taps ?? []).Select(t => LayerDepth.Name(t, [.. body.Blocks.Select(b => b.Name)])).Distinct()];
        pooler = Pooling == family.OwnPooling(config) && Taps.Count == 0 ? family.Pooler(config) : null;
        this.pooling = Pooling == EncoderPooling.Attention ? new AttentionPooling(config.HiddenSize) : null;
        LayerGroup[] groups =
        [
            new LayerGroup("embeddings", body.Embeddings, isPretrained),
            .. body.Blocks.Select(b => new LayerGroup(b.Name, b.Modules, isPretrained)),
            .. pooler is null ? Array.Empty<LayerGroup>() : [new LayerGroup(EncoderFamily.PoolerGroup, [pooler], isPretrained && poolerIsPretrained)],
            .. this.pooling is null ? Array.Empty<LayerGroup>() : [new LayerGroup("pooling", [this.pooling])],
        ];
        this.lora = lora is null ? null : LoraAdapter.On(Linears(family), lora, family.LoraTargets);
        LayerGroups = this.lora is null ? groups : [.. groups.Select(this.lora.Adapt)];
        this.taps = TapIndices();
        RegisterComponents();
    }

    public EncoderConfig Config { get; }

    public EncoderPooling Pooling { get; }

    /// <summary>Of predictions; a rounded encoder is not to be trained before it is set back.</summary>
    /// <value><see cref="InferencePrecision.Float32"/></value>
    public InferencePrecision Precision { get; private set; }

    /// <summary>Whether passes that keep gradients compute products in bfloat16, from weights that stay in float32. Not with an adapter, whose additions are small.</summary>
    internal bool MixesPrecision { get; set; }

    /// <summary>The groups whose pooled states are the features; empty for the last layer alone.</summary>
    public IReadOnlyList<string> Taps { get; }

    public override long FeatureSize => Config.HiddenSize * (1 + taps.Length);

    internal override long TopSize => Config.HiddenSize;

    internal override string Kind => $"{base.Kind} pooled {Pooling}{string.Concat(Taps.Select(t => $" tap {t}"))}";

    internal override string? Recipe => lora is null ? $"{Kind} {Precision} {MixesPrecision} {JsonSerializer.Serialize<object>(Config)}" : null;

    /// <summary>Additions that start from zero want ten times the rate of weights that are to be kept.</summary>
    public override double UsualRate => lora is null ? 1e-4 : 1e-3;

    /// <summary>What trains in the weights' place; null where they train themselves.</summary>
    public LoraAdapter? Adapter => lora;

    public override IReadOnlyList<LayerGroup> LayerGroups { get; }

    public override Activations Forward(Activations input, int from, int to)
    {
        using var scope = NewDisposeScope(); // what backward needs it holds by itself, and lets go of on its way
        var texts = PackedTexts.Of(input.Values, input.Mask);
        var tapped = new List<Tensor>(input.Taps ?? []); // (B, H) each
        if (to < LayerGroups.Count)
        {
            var states = texts.Unpack(Run(input, texts, from, to, null, tapped)).MoveToOuterDisposeScope(); // (B, S, H)
            foreach (var tap in tapped.Skip(input.Taps?.Count ?? 0)) tap.MoveToOuterDisposeScope();
            return new(states, input.Mask) { Taps = tapped.Count > 0 ? tapped : null };
        }
        var wanted = TokenPooling.Row(texts, Pooling); // (B)
        var top = Pool(Run(input, texts, from, to, wanted, tapped), texts, wanted); // (B, H)
        return new((tapped.Count > 0 ? cat([.. tapped, top], 1) : top).MoveToOuterDisposeScope());
    }

    /// <summary>Ids to the last states <c>(B, S, H)</c>, before pooling; zeros for padding.</summary>
    public Tensor States(Activations input) => States(input, 0, 1 + body.Blocks.Count);

    /// <summary>The same from one group to another, none of them above the layers.</summary>
    internal Tensor States(Activations input, int from, int to)
    {
        var texts = PackedTexts.Of(input.Values, input.Mask);
        return texts.Unpack(Run(input, texts, from, to));
    }

    // By the reference's names, which adapter files and targets go by.
    private (string Name, Linear Layer)[] Linears(EncoderFamily family) =>
    [
        .. new (string Field, nn.Module? Module)[] { (nameof(body), body), (nameof(pooler), pooler) }.Where(p => p.Module is not null)
            .SelectMany(p => p.Module!.named_modules().Where(m => m.module is Linear).Select(m => (family.HubModule($"{p.Field}.{m.name}"), (Linear)m.module))),
    ];

    /// <summary>Sets <see cref="Precision"/>. Call it where the encoder is to run, and again when its weights have changed.</summary>
    /// <exception cref="NotSupportedException">The device cannot compute in it, or an adapter is not merged.</exception>
    public void ComputeIn(InferencePrecision precision)
    {
        var layers = body.modules().OfType<Linear>().ToArray();
        if (precision == InferencePrecision.BFloat16)
        {
            if (EncoderKernels.InForce.BFloat16Fault(layers[0].weight!.device) is { } fault) throw new NotSupportedException(fault);
            if (lora is { IsMerged: false }) throw new NotSupportedException("Only whole weights are rounded to bfloat16. Merge the adapter first.");
            foreach (var layer in layers) layer.Round();
        }
        else foreach (var layer in layers) layer.Unround();
        Precision = precision;
    }

    // States (T, H), or (B, H) where one row a text is wanted.
    private Tensor Run(Activations input, PackedTexts texts, int from, int to, Tensor? wanted = null, List<Tensor>? tapped = null)
    {
        using var precision = MixedPrecision.Enter(MixesPrecision && lora is null && is_grad_enabled());
        var states = from < 1 && to > 0 ? body.Embed(input, texts) : texts.Pack(input.Values); // (T, H)
        if (from < 1 && to > 0 && Tap(0, states, texts) is { } embedded) tapped?.Add(embedded);
        var (first, last) = (Math.Max(0, from - 1), Math.Min(to - 1, body.Blocks.Count));
        if (first >= last) return wanted is null ? states : states.index_select(0, wanted);
        var run = body.Prepare(texts);
        for (var i = first; i < last; i++)
        {
            using var scope = NewDisposeScope(); // without gradients a block's tensors go before the next one's come
            states = run(i, states, i == last - 1 ? wanted : null).MoveToOuterDisposeScope();
            if (Tap(i + 1, states, texts) is { } pooled) tapped?.Add(pooled.MoveToOuterDisposeScope());
        }
        return states;
    }

    // (B, H), of a group that is tapped.
    private Tensor? Tap(int group, Tensor states, PackedTexts texts)
    {
        if (!taps.Contains(group)) return null;
        return TokenPooling.Row(texts, Pooling) is { } rows ? states.index_select(0, rows) : TokenPooling.Reduce(texts.Unpack(states), texts.Mask, Pooling);
    }

    private int[] TapIndices()
    {
        if (Taps.Count == 0) return [];
        var names = LayerGroups.Select(g => g.Name).ToList();
        var unknown = Taps.Where(t => !names.Contains(t)).ToArray();
        if (unknown.Length > 0) throw new OptionsException(nameof(Taps), [.. unknown.Select(t => $"Taps must be groups of the encoder, '{t}' is none.{NameSuggestion.DidYouMean(t, names)} It has {string.Join(", ", names)}.")]);
        if (Pooling == EncoderPooling.Attention) throw new OptionsException(nameof(Taps), ["Taps need a pooling without weights of its own; attention has some. Take mean, max, cls or last."]);
        int[] all = [.. Taps.Select(t => names.IndexOf(t)).Distinct().Order()];
        return all[^1] == body.Blocks.Count ? all[..^1] : throw new OptionsException(nameof(Taps), [$"Taps must hold the last layer, {names[body.Blocks.Count]}; the highest was {names[all[^1]]}. To leave out what stands above it, keep only {all[^1]} layers."]);
    }

    private Tensor Pool(Tensor states, PackedTexts texts, Tensor? wanted)
    {
        if (wanted is null) return Pool(texts.Unpack(states), texts.Mask); // (B, H)
        return pooler is null ? states : pooler.call(states); // (B, H)
    }

    private Tensor Pool(Tensor states, Tensor? mask)
    {
        if (pooling is not null) return pooling.call(states, TokenPooling.Real(states, mask)); // (B, H)
        var pooled = TokenPooling.Reduce(states, mask, Pooling); // (B, H)
        return pooler is null ? pooled : pooler.call(pooled);
    }
}
