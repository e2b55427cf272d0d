using System.Text.Json.Serialization;

namespace NlpTransfer.Backbones;

/// <summary>Recurrent layers that read the text in both directions, and a pooling over their states.</summary>
public sealed record RecurrentOptions : WordBackboneOptions
{
    /// <value><see cref="RecurrentCell.Lstm"/></value>
    public RecurrentCell Cell { get; init; } = RecurrentCell.Lstm;

    /// <summary>Values a state in each direction; features are twice as wide.</summary>
    /// <value>128</value>
    public int HiddenSize { get; init; } = 128;

    /// <summary>Layers on top of each other, each a layer group.</summary>
    /// <value>1</value>
    public int Layers { get; init; } = 1;

    /// <value><see cref="RecurrentPooling.Max"/></value>
    public RecurrentPooling Pooling { get; init; } = RecurrentPooling.Max;

    /// <summary>Part of the vectors' values that training drops, 0 to below 1.</summary>
    /// <value>0</value>
    public double EmbeddingDropout { get; init; }

    /// <summary>Part of the states between two layers that training drops, 0 to below 1.</summary>
    /// <value>0.2</value>
    public double LayerDropout { get; init; } = 0.2;

    [JsonIgnore]
    public override string Name => Cell == RecurrentCell.Lstm ? "bilstm" : "bigru";

    public override IReadOnlyList<string> Validate()
    {
        var faults = new List<string>();
        if (!Enum.IsDefined(Cell)) faults.Add($"Cell must be Lstm or Gru, was {Cell}.");
        if (HiddenSize < 1) faults.Add($"HiddenSize must be at least 1, was {HiddenSize}.");
        if (Layers < 1) faults.Add($"Layers must be at least 1, was {Layers}.");
        if (!Enum.IsDefined(Pooling)) faults.Add($"Pooling must be Max, Mean or Attention, was {Pooling}.");
        return [.. faults, .. DropoutFaults(nameof(EmbeddingDropout), EmbeddingDropout), .. DropoutFaults(nameof(LayerDropout), LayerDropout)];
    }

    internal override Backbone Build(WordEmbedding embeddings, PretrainedPart pretrained, WordShares? shares = null) => new WordRecurrent(embeddings, this, pretrained);
}
