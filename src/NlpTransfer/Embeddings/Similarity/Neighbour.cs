namespace NlpTransfer.Embeddings;

/// <summary>A word near a query.</summary>
/// <param name="Word">The word.</param>
/// <param name="Row">Its row.</param>
/// <param name="Similarity">Cosine of the angle between the two, -1 to 1.</param>
public readonly record struct Neighbour(string Word, int Row, float Similarity);
