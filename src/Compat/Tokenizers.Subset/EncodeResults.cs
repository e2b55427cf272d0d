namespace Microsoft.ML.Tokenizers;

/// <summary>What encoding one text gave.</summary>
/// <typeparam name="T">An id, or an <see cref="EncodedToken"/>.</typeparam>
public struct EncodeResults<T>
{
    public IReadOnlyList<T> Tokens { get; set; }

    /// <value>Null where no normalizer was used.</value>
    public string? NormalizedText { get; set; }

    /// <value>How much of the normalized text the tokens cover, in characters.</value>
    public int CharsConsumed { get; set; }
}
