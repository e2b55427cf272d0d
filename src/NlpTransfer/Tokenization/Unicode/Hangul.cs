namespace NlpTransfer.Tokenization.Unicode;

/// <summary>Decomposes Hangul syllables by arithmetic (The Unicode Standard, section 3.12).</summary>
internal static class Hangul
{
    internal const int First = 0xAC00, Last = 0xD7A3;

    private const int LeadBase = 0x1100, VowelBase = 0x1161, TailBase = 0x11A7, Tails = 28, Vowels = 21;

    internal static bool IsSyllable(int codePoint) => codePoint is >= First and <= Last;

    /// <summary>The two or three jamo of a syllable.</summary>
    /// <param name="syllable">A code point from <see cref="First"/> to <see cref="Last"/>.</param>
    /// <param name="jamo">Room for three.</param>
    /// <returns>How many there are.</returns>
    internal static int Decompose(int syllable, Span<char> jamo)
    {
        int index = syllable - First;
        jamo[0] = (char)(LeadBase + (index / (Vowels * Tails)));
        jamo[1] = (char)(VowelBase + (index % (Vowels * Tails) / Tails));
        jamo[2] = (char)(TailBase + (index % Tails));
        return index % Tails == 0 ? 2 : 3;
    }
}
