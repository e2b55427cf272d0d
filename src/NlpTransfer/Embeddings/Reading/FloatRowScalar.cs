namespace NlpTransfer.Embeddings;

/// <summary>The conversion of <see cref="FloatRow"/> for processors without AVX-512, and the constants both share.</summary>
/// <remarks>
/// The product with 10^-7 is off by at most two units in the last place of a double. That can change the float
/// only when a midpoint between two floats is that near, so values within <see cref="Margin"/> units of one are
/// refused and parsed the exact way.
/// </remarks>
internal static unsafe class FloatRowScalar
{
    public const double Scale = 1e-7;
    public const ulong Margin = 8;
    public const ulong BelowFloat = (1UL << 29) - 1;

    /// <summary>Added to a double's bits, brings those within the margin of a midpoint to 0 .. 2 * margin.</summary>
    public const ulong ToMidpoint = Margin + (1UL << 28);

    private const ulong Sign = 1UL << 63;

    public static bool Convert(ulong* staged, int tokens, float* destination)
    {
        var wrong = 0UL;
        for (var i = 0; i < tokens; i++)
        {
            var digits = staged[i] & ~Sign;

            // A byte above 9 reaches its top bit when 0x76 is added, or has it set already.
            wrong |= (digits | (digits + 0x7676767676767676)) & 0x8080808080808080;
            var bits = BitConverter.DoubleToUInt64Bits(Value(digits) * Scale);
            wrong |= ((bits + ToMidpoint) & BelowFloat) <= 2 * Margin ? 1UL : 0UL;
            destination[i] = (float)BitConverter.UInt64BitsToDouble(bits | (staged[i] & Sign));
        }

        return wrong == 0;
    }

    /// <summary>Eight digit bytes, the first in the lowest, as a number: pairs, then fours, then all.</summary>
    private static ulong Value(ulong digits)
    {
        digits = digits * 10 + (digits >> 8);
        const ulong Pairs = 0x000000FF000000FF;
        return (((digits & Pairs) * 0x000F424000000064) + (((digits >> 16) & Pairs) * 0x0000271000000001)) >> 32 & uint.MaxValue;
    }
}
