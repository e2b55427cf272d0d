namespace NlpTransfer.Backbones;

/// <summary>How much of the training data pretrained vectors know.</summary>
/// <param name="Words">Distinct words of the training data.</param>
/// <param name="KnownWords">Those with a vector.</param>
/// <param name="Tokens">Running words.</param>
/// <param name="KnownTokens">Those with a vector.</param>
public sealed record VectorCoverage(int Words, int KnownWords, long Tokens, long KnownTokens)
{
    /// <summary>Part of the running words with a vector, 0 to 1; 0 when there are none.</summary>
    public double TokenShare => Tokens == 0 ? 0 : (double)KnownTokens / Tokens;
}
