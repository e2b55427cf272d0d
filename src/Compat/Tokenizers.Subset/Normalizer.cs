namespace Microsoft.ML.Tokenizers;

/// <summary>Rewrites text before it is cut into words.</summary>
public abstract class Normalizer
{
    /// <summary>The normalized form of a text.</summary>
    public abstract string Normalize(string original);

    /// <summary>The normalized form of a text.</summary>
    public abstract string Normalize(ReadOnlySpan<char> original);
}
