using System.Globalization;
using System.Text.Json.Serialization;

namespace NlpTransfer.Backbones;

/// <summary>What turns word vectors into features.</summary>
[JsonPolymorphic(TypeDiscriminatorPropertyName = "type")]
[JsonDerivedType(typeof(PoolingOptions), "pooling")]
[JsonDerivedType(typeof(CnnOptions), "cnn")]
[JsonDerivedType(typeof(RecurrentOptions), "recurrent")]
[JsonDerivedType(typeof(AveragingOptions), "dan")]
[JsonDerivedType(typeof(NgramOptions), "ngrams")]
public abstract record WordBackboneOptions
{
    /// <summary>The name of the bottom group of every backbone over word vectors.</summary>
    public const string EmbeddingsGroup = "embeddings";

    /// <summary>The names <see cref="ByName"/> knows.</summary>
    public static IReadOnlyList<string> Names { get; } = ["mean", "max", "mean-max", "sif", "cnn", "cnn-multichannel", "bilstm", "bigru", "dan", "ngrams"];

    /// <summary>A backbone by its name, with its defaults.</summary>
    /// <exception cref="ArgumentException">The name is unknown; the message suggests one.</exception>
    public static WordBackboneOptions ByName(string name) => name switch
    {
        "mean" => new PoolingOptions(),
        "max" => new PoolingOptions { Pooling = WordPooling.Max },
        "mean-max" => new PoolingOptions { Pooling = WordPooling.MeanMax },
        "sif" => new PoolingOptions { Sif = PoolingOptions.SifDefault },
        "cnn" => new CnnOptions(),
        "cnn-multichannel" => new CnnOptions { Multichannel = true },
        "bilstm" => new RecurrentOptions(),
        "bigru" => new RecurrentOptions { Cell = RecurrentCell.Gru },
        "dan" => new AveragingOptions(),
        "ngrams" => new NgramOptions(),
        _ => throw new ArgumentException($"There is no backbone '{name}' over word vectors.{NameSuggestion.DidYouMean(name, Names)} Known: {string.Join(", ", Names)}."),
    };

    /// <summary>What <see cref="ByName"/> calls it.</summary>
    [JsonIgnore]
    public abstract string Name { get; }

    /// <summary>Every fault, one sentence each; empty when there is none.</summary>
    public abstract IReadOnlyList<string> Validate();

    /// <summary>Whether the vectors are held a second time, as a channel that never trains.</summary>
    [JsonIgnore]
    internal virtual bool HasStaticChannel => false;

    internal abstract Backbone Build(WordEmbedding embeddings, PretrainedPart pretrained, WordShares? shares = null);

    private protected static IEnumerable<string> DropoutFaults(string option, double value) =>
        value is >= 0 and < 1 ? [] : [string.Create(CultureInfo.InvariantCulture, $"{option} must be from 0 to below 1, was {value}.")];
}
