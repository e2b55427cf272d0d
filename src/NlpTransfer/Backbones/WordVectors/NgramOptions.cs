using System.Text.Json.Serialization;

namespace NlpTransfer.Backbones;

/// <summary>
/// A bag of word n-grams in the manner of fastText (Joulin et al. 2017, "Bag of tricks for efficient text classification"):
/// beside the mean of the word vectors, the mean of the vectors of the sequences of two and more words, which share a hashed
/// table. Unlike there the n-grams have a table of their own width, so that word vectors can stay frozen while it trains.
/// </summary>
public sealed record NgramOptions : WordBackboneOptions
{
    /// <summary>Longest word sequence that has a vector, from 2.</summary>
    /// <value>2</value>
    public int LongestNgram { get; init; } = 2;

    /// <summary>Rows that all n-grams share.</summary>
    /// <value>100,000</value>
    public int Buckets { get; init; } = 100_000;

    /// <summary>Values of an n-gram's vector.</summary>
    /// <value>16: at the default number of buckets 6 MB</value>
    public int NgramDimension { get; init; } = 16;

    /// <summary>Part of a text's words that training leaves out of the means, n-grams with them, 0 to below 1.</summary>
    /// <value>0</value>
    public double WordDropout { get; init; }

    [JsonIgnore]
    public override string Name => "ngrams";

    public override IReadOnlyList<string> Validate()
    {
        var faults = new List<string>();
        if (LongestNgram is < 2 or > 5) faults.Add($"LongestNgram must be from 2 to 5, was {LongestNgram}.");
        if (Buckets < 1) faults.Add($"Buckets must be at least 1, was {Buckets}.");
        if (NgramDimension < 1) faults.Add($"NgramDimension must be at least 1, was {NgramDimension}.");
        return [.. faults, .. DropoutFaults(nameof(WordDropout), WordDropout)];
    }

    internal override Backbone Build(WordEmbedding embeddings, PretrainedPart pretrained, WordShares? shares = null) => new WordNgrams(embeddings, this, pretrained);
}
