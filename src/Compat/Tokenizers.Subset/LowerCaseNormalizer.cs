namespace Microsoft.ML.Tokenizers;

/// <summary>Lower-cases text by the invariant culture.</summary>
public sealed class LowerCaseNormalizer : Normalizer
{
    public LowerCaseNormalizer()
    {
    }

    public static LowerCaseNormalizer Instance { get; } = new();

    /// <inheritdoc />
    public override string Normalize(string original) => original.ToLowerInvariant();

    /// <inheritdoc />
    public override string Normalize(ReadOnlySpan<char> original) => original.ToString().ToLowerInvariant();
}
