using System.Text.Json.Serialization;

namespace NlpTransfer.Embeddings;

/// <summary>What a catalogue entry is used as.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<CatalogueKind>))]
public enum CatalogueKind
{
    /// <summary>Word vectors.</summary>
    Vectors,

    /// <summary>Labelled texts.</summary>
    Corpus,

    /// <summary>A pretrained encoder: a folder with configuration, weights and vocabulary.</summary>
    Encoder,
}
