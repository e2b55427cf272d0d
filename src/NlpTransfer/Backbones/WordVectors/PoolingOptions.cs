using System.Text.Json.Serialization;

namespace NlpTransfer.Backbones;

/// <summary>Word vectors, pooled over the text: the cheapest backbone, one vector a text whatever its length.</summary>
public sealed record PoolingOptions : WordBackboneOptions
{
    /// <value><see cref="WordPooling.Mean"/></value>
    public WordPooling Pooling { get; init; } = WordPooling.Mean;

    [JsonIgnore]
    public override string Name => Pooling switch
    {
        WordPooling.Mean => "mean",
        WordPooling.Max => "max",
        _ => "mean-max",
    };

    public override IReadOnlyList<string> Validate() => Enum.IsDefined(Pooling) ? [] : [$"Pooling must be Mean, Max or MeanMax, was {Pooling}."];

    internal override Backbone Build(WordEmbedding embeddings, PretrainedPart pretrained) => new PooledWordVectors(embeddings, Pooling, pretrained);
}
