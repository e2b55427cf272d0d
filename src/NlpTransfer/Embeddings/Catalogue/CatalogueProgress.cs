namespace NlpTransfer.Embeddings;

/// <summary>How far the fetching of a catalogue entry has come.</summary>
/// <param name="Name">The entry.</param>
/// <param name="Stage">What is being done.</param>
/// <param name="Done">Bytes done in this stage; 0 where they are not known.</param>
/// <param name="Total">Bytes of this stage. <value>null: not known</value></param>
public sealed record CatalogueProgress(string Name, CatalogueStage Stage, long Done, long? Total);
