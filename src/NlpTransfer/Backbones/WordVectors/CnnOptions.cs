using System.Text.Json.Serialization;

namespace NlpTransfer.Backbones;

/// <summary>Kim's convolutional network (2014); the defaults are the paper's.</summary>
public sealed record CnnOptions : WordBackboneOptions
{
    /// <summary>Words each filter sees at a time.</summary>
    /// <value>3, 4, 5</value>
    public IReadOnlyList<int> FilterWidths { get; init; } = [3, 4, 5];

    /// <value>100</value>
    public int FiltersPerWidth { get; init; } = 100;

    /// <summary>Part of the vectors' values that training drops, 0 to below 1.</summary>
    /// <value>0</value>
    public double EmbeddingDropout { get; init; }

    /// <summary>
    /// Two channels of the same vectors, under the same filters: one that never trains, and one that does where the schedule
    /// lets the group <c>embeddings</c> train (section 3.1). Twice the memory for vectors.
    /// </summary>
    /// <value>false</value>
    public bool Multichannel { get; init; }

    [JsonIgnore]
    public override string Name => Multichannel ? "cnn-multichannel" : "cnn";

    public override IReadOnlyList<string> Validate()
    {
        var faults = new List<string>();
        if (FilterWidths.Count == 0) faults.Add("FilterWidths must hold at least one width, was empty.");
        faults.AddRange(FilterWidths.Where(w => w < 1).Select(w => $"FilterWidths must be at least 1, was {w}."));
        if (FiltersPerWidth < 1) faults.Add($"FiltersPerWidth must be at least 1, was {FiltersPerWidth}.");
        return [.. faults, .. DropoutFaults(nameof(EmbeddingDropout), EmbeddingDropout)];
    }

    internal override bool HasStaticChannel => Multichannel;

    internal override Backbone Build(WordEmbedding embeddings, PretrainedPart pretrained, WordShares? shares = null) => new WordCnn(embeddings, this, pretrained);
}
