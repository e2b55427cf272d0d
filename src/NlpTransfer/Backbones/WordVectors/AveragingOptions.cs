using System.Text.Json.Serialization;

namespace NlpTransfer.Backbones;

/// <summary>
/// The deep averaging network (Iyyer et al. 2015, "Deep unordered composition rivals syntactic methods for text
/// classification"): the mean of the word vectors, then hidden layers with ReLU.
/// </summary>
public sealed record AveragingOptions : WordBackboneOptions
{
    /// <summary>Widths of the hidden layers, bottom to top, each a layer group.</summary>
    /// <value>300, 300</value>
    public IReadOnlyList<int> HiddenSizes { get; init; } = [300, 300];

    /// <summary>Part of a text's words that training leaves out of the mean, 0 to below 1.</summary>
    /// <value>0.3</value>
    public double WordDropout { get; init; } = 0.3;

    /// <summary>Part of the values between two hidden layers that training drops, 0 to below 1.</summary>
    /// <value>0.2</value>
    public double LayerDropout { get; init; } = 0.2;

    [JsonIgnore]
    public override string Name => "dan";

    public override IReadOnlyList<string> Validate() =>
    [
        .. HiddenSizes.Count == 0 ? ["HiddenSizes must hold at least one width, was empty; the mean alone is PoolingOptions."] : Array.Empty<string>(),
        .. HiddenSizes.Where(s => s < 1).Select(s => $"HiddenSizes must be at least 1, was {s}."),
        .. DropoutFaults(nameof(WordDropout), WordDropout), .. DropoutFaults(nameof(LayerDropout), LayerDropout),
    ];

    internal override Backbone Build(WordEmbedding embeddings, PretrainedPart pretrained, WordShares? shares = null) => new WordAveraging(embeddings, this, pretrained);
}
