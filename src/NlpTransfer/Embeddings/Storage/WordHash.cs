using System.Buffers.Binary;

namespace NlpTransfer.Embeddings;

/// <summary>
/// The hash of a word's UTF-8 bytes. It is part of the <c>.vectors</c> format, so it may not change
/// without a new format version.
/// </summary>
internal static class WordHash
{
    private const ulong First = 0x9E3779B97F4A7C15;
    private const ulong Second = 0xD6E8FEB86659FD93;

    public static ulong Of(ReadOnlySpan<byte> word)
    {
        ulong hash = First ^ (ulong)word.Length;
        while (word.Length >= sizeof(ulong))
        {
            hash = Mix(hash ^ BinaryPrimitives.ReadUInt64LittleEndian(word));
            word = word[sizeof(ulong)..];
        }

        return Mix(hash ^ Tail(word));
    }

    private static ulong Mix(ulong value)
    {
        value *= First;
        value ^= value >> 32;
        value *= Second;
        return value ^ (value >> 29);
    }

    private static ulong Tail(ReadOnlySpan<byte> rest)
    {
        ulong tail = 0;
        for (var i = 0; i < rest.Length; i++)
        {
            tail |= (ulong)rest[i] << (8 * i);
        }

        return tail;
    }
}
