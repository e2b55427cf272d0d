namespace NlpTransfer.Backbones;

/// <summary>What tells one family of encoders from another: its configuration's words, its network, and its weights' names.</summary>
internal sealed record EncoderFamily
{
    /// <summary>The group of what stands between the pooled state and the head.</summary>
    public const string PoolerGroup = "pooler";

    private const string Backbone = "backbone.";

    /// <summary>What <c>config.json</c> calls the family.</summary>
    public required string ModelType { get; init; }

    /// <summary>What people call it.</summary>
    public required string Name { get; init; }

    /// <summary>The class of Hugging Face transformers that a saved classifier loads as.</summary>
    public required string Architecture { get; init; }

    /// <summary>What weights of a model with a head have before the encoder's names.</summary>
    public required string Prefix { get; init; }

    public required Func<EncoderConfig, EncoderBody> Body { get; init; }

    /// <summary>Null for families whose classifier stands on the pooled state itself.</summary>
    public Func<EncoderConfig, EncoderPooler?> Pooler { get; init; } = _ => null;

    /// <summary>The pooling that the family's own classifier uses.</summary>
    public Func<EncoderConfig, EncoderPooling> OwnPooling { get; init; } = _ => EncoderPooling.Cls;

    /// <summary>Parts of our keys and what the reference calls them, applied one after the other.</summary>
    public required IReadOnlyList<(string Ours, string Theirs)> Names { get; init; }

    /// <summary>Keys of ours whose matrices the reference keeps transposed.</summary>
    public Func<string, bool> IsTransposed { get; init; } = _ => false;

    /// <summary>Whether the reference's classifier has a bias.</summary>
    public bool HeadHasBias { get; init; } = true;

    /// <summary>The linear layers that LoRA adapts unless told otherwise, by the reference's names.</summary>
    public IReadOnlyList<string> LoraTargets { get; init; } = ["query", "value"];

    /// <summary>A record over <see cref="EncoderConfig"/> with what only this family has.</summary>
    public Type ConfigType { get; init; } = typeof(BertConfig);

    /// <summary>The family's words for keys of <c>config.json</c>, and BERT's.</summary>
    public IReadOnlyList<(string Theirs, string Ours)> ConfigNames { get; init; } = [];

    /// <summary>Fills in what <c>config.json</c> does not say.</summary>
    public Func<EncoderConfig, EncoderConfig> Complete { get; init; } = c => c;

    /// <summary>Every reason why a configuration is beyond what is implemented, one sentence each.</summary>
    public Func<EncoderConfig, IEnumerable<string>> Limits { get; init; } = _ => [];

    /// <summary>The reference's name for a key of <c>ClassificationModel</c>'s.</summary>
    public string HubName(string key)
    {
        if (key.StartsWith(Backbone, StringComparison.Ordinal)) key = key[Backbone.Length..];
        return Names.Append(("head.classifier.", "classifier.")).Aggregate(key, (name, pair) => name.Replace(pair.Item1, pair.Item2, StringComparison.Ordinal));
    }

    /// <summary>The reference's name for a module of the backbone's that has a weight.</summary>
    public string HubModule(string module) => HubName($"{module}.weight")[..^".weight".Length];

    /// <summary>The reference's word for one of our keys of <c>config.json</c>.</summary>
    public string HubConfigName(string ours) => ConfigNames.Where(n => n.Ours == ours).Select(n => n.Theirs).FirstOrDefault(ours);
}
