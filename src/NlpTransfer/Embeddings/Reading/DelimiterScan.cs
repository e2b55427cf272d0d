using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace NlpTransfer.Embeddings;

/// <summary>Which bytes end a token, and which of them end a line.</summary>
internal interface IDelimiters
{
    static abstract ulong Tokens(Vector512<byte> bytes);

    static abstract ulong Lines(Vector512<byte> bytes);
}

/// <summary>Space and everything below it: tabs and carriage returns delimit too.</summary>
internal readonly struct TextDelimiters : IDelimiters
{
    public static ulong Tokens(Vector512<byte> bytes) =>
        Vector512.LessThanOrEqual(bytes, Vector512.Create((byte)' ')).ExtractMostSignificantBits();

    public static ulong Lines(Vector512<byte> bytes) =>
        Vector512.Equals(bytes, Vector512.Create((byte)'\n')).ExtractMostSignificantBits();
}

/// <summary>Comma and closing bracket, as in a JSON array of numbers.</summary>
internal readonly struct ArrayDelimiters : IDelimiters
{
    public static ulong Tokens(Vector512<byte> bytes) =>
        (Vector512.Equals(bytes, Vector512.Create((byte)',')) | Vector512.Equals(bytes, Vector512.Create((byte)']'))).ExtractMostSignificantBits();

    public static ulong Lines(Vector512<byte> bytes) => 0;
}

/// <summary>Turns 64 bytes at a time into the offsets of their delimiters (after Langdale and Lemire 2019, simdjson's first stage).</summary>
internal static unsafe class DelimiterScan
{
    /// <summary>Entries that may be written beyond the last real one.</summary>
    public const int Overshoot = 64;

    private const int Width = 64;
    private const int AtOnce = 10;

    /// <returns>How many delimiters were written to <paramref name="ends"/>.</returns>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static int Find<TDelimiters>(byte* data, int start, int end, int* ends, List<int> lineEnds) where TDelimiters : IDelimiters
    {
        var count = 0;
        for (var at = start; at < end; at += Width)
        {
            var bytes = Vector512.Load(data + at);
            var inside = end - at >= Width ? ulong.MaxValue : (1UL << (end - at)) - 1;
            var tokens = TDelimiters.Tokens(bytes) & inside;
            var lines = TDelimiters.Lines(bytes) & inside;
            while (lines != 0)
            {
                lineEnds.Add(count + BitOperations.PopCount(tokens & ((lines & (0 - lines)) - 1)));
                lines &= lines - 1;
            }

            Write(ends + count, tokens, at);
            count += BitOperations.PopCount(tokens);
        }

        return count;
    }

    // The first ten are written whether they are there or not: a misprediction costs more than ten stores.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Write(int* ends, ulong tokens, int at)
    {
        for (var i = 0; i < AtOnce; i++)
        {
            ends[i] = at + BitOperations.TrailingZeroCount(tokens);
            tokens &= tokens - 1;
        }

        for (var i = AtOnce; tokens != 0; i++)
        {
            ends[i] = at + BitOperations.TrailingZeroCount(tokens);
            tokens &= tokens - 1;
        }
    }
}
