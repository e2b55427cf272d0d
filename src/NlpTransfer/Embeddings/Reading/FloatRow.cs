using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace NlpTransfer.Embeddings;

/// <summary>
/// Parses a row of decimals whose delimiters are known. Nearly all values in vector files look like
/// <c>-0.123456</c>: one digit, a dot, up to seven digits. Those are gathered as eight digit bytes each and
/// converted together; any other token goes to <see cref="DecimalFloat"/>. The result is the same bit for bit.
/// </summary>
internal static unsafe class FloatRow
{
    private const int Strip = 128;
    private const int Lanes = 8;
    private const ulong AsciiZeros = 0x3030303030303030;
    private const int MostDigits = 8;

    // The dot, and the top bit: a byte beyond ASCII there would pass for a sign.
    private const ulong DotAndTop = 0x80000000000000FF;

    /// <param name="data">The block; at least 16 readable bytes follow the last token.</param>
    /// <param name="ends">Offsets of the delimiters after each token; <c>ends[-1]</c> is the one before the first.</param>
    /// <param name="count">Number of tokens.</param>
    /// <param name="destination">Room for <paramref name="count"/> values.</param>
    /// <returns>False when a token is no number; the destination is then undefined.</returns>
    [SkipLocalsInit]
    public static bool TryParse(byte* data, int* ends, int count, float* destination)
    {
        var staged = stackalloc ulong[Strip + Lanes];
        var odd = stackalloc int[Strip];
        for (var done = 0; done < count; done += Strip)
        {
            var tokens = Math.Min(Strip, count - done);
            var odds = Stage(data, ends + done, tokens, staged, odd);
            if (!Convert(staged, tokens, destination + done))
            {
                odds = All(tokens, odd);
            }

            if (!ParseOdd(data, ends + done, odd, odds, destination + done))
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>
    /// Brings each usual token into one word: first digit in the lowest byte, sign in the top bit, zeros behind
    /// the last digit, so that all tokens share the scale 10^-7. Returns how many tokens were unusual.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static int Stage(byte* data, int* ends, int tokens, ulong* staged, int* odd)
    {
        var odds = 0;
        var start = data + ends[-1] + 1;
        for (var i = 0; i < tokens; i++)
        {
            var end = data + ends[i];
            var negative = *start == (byte)'-' ? 1UL : 0UL;
            var first = start + negative;
            var afterFirst = *(ulong*)(first + 1);
            var digits = (uint)(end - first) - 1;
            start = end + 1;
            if ((afterFirst & DotAndTop) != '.' || digits - 2 > MostDigits - 2)
            {
                staged[i] = 0;
                odd[odds++] = i;
                continue;
            }

            var packed = (afterFirst - '.' + *first) ^ AsciiZeros;
            staged[i] = Low(packed, digits) | (negative << 63);
        }

        new Span<ulong>(staged + tokens, Lanes).Clear();
        return odds;
    }

    private static ulong Low(ulong value, uint bytes) => Bmi2.X64.IsSupported
        ? Bmi2.X64.ZeroHighBits(value, bytes * 8)
        : value & (ulong.MaxValue >> (int)(64 - bytes * 8));

    // Optimised at once: a 300 MB file is read before tiered compilation would get to it.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static bool Convert(ulong* staged, int tokens, float* destination)
    {
        if (!Avx512BW.IsSupported || !Avx512DQ.IsSupported)
        {
            return FloatRowScalar.Convert(staged, tokens, destination);
        }

        var largestDigit = Vector512<byte>.Zero;
        var nearest = Vector512.Create(ulong.MaxValue);
        var i = 0;
        for (; i + Lanes <= tokens; i += Lanes)
        {
            Eight(staged + i, ref largestDigit, ref nearest).Store(destination + i);
        }

        if (i < tokens)
        {
            var last = stackalloc float[Lanes];
            Eight(staged + i, ref largestDigit, ref nearest).Store(last);
            new ReadOnlySpan<float>(last, tokens - i).CopyTo(new Span<float>(destination + i, tokens - i));
        }

        return !Vector512.GreaterThanAny(largestDigit, Vector512.Create((byte)9))
            && !Vector512.LessThanOrEqualAny(nearest, Vector512.Create(2 * FloatRowScalar.Margin));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<float> Eight(ulong* staged, ref Vector512<byte> largestDigit, ref Vector512<ulong> nearest)
    {
        var raw = Vector512.Load(staged);
        var sign = raw & Vector512.Create(1UL << 63);
        var digits = (raw ^ sign).AsByte();
        largestDigit = Vector512.Max(largestDigit, digits);
        var pairs = Avx512BW.MultiplyAddAdjacent(digits, Vector512.Create((ushort)0x010A).AsSByte());
        var fours = Avx512BW.MultiplyAddAdjacent(pairs, Vector512.Create(0x00010064u).AsInt16()).AsUInt64();
        var value = Avx512F.Multiply(fours.AsUInt32(), Vector512.Create(10_000u)) + (fours >> 32);
        var scaled = Avx512DQ.ConvertToVector512Double(value) * Vector512.Create(FloatRowScalar.Scale);
        var distance = (scaled.AsUInt64() + Vector512.Create(FloatRowScalar.ToMidpoint)) & Vector512.Create(FloatRowScalar.BelowFloat);
        nearest = Vector512.Min(nearest, distance);
        return Avx512F.ConvertToVector256Single(scaled | sign.AsDouble());
    }

    private static int All(int tokens, int* odd)
    {
        for (var i = 0; i < tokens; i++)
        {
            odd[i] = i;
        }

        return tokens;
    }

    private static bool ParseOdd(byte* data, int* ends, int* odd, int odds, float* destination)
    {
        for (var i = 0; i < odds; i++)
        {
            var start = ends[odd[i] - 1] + 1;
            var token = new ReadOnlySpan<byte>(data + start, ends[odd[i]] - start);
            if (!DecimalFloat.TryParse(token, out destination[odd[i]]) || !float.IsFinite(destination[odd[i]]))
            {
                return false;
            }
        }

        return true;
    }
}
