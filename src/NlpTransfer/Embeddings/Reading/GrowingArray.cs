using System.Runtime.InteropServices;

namespace NlpTransfer.Embeddings;

/// <summary>Reads a stated number of values from a stream without trusting the number.</summary>
internal static class GrowingArray
{
    private const int FirstBytes = 16 << 20;

    /// <summary>
    /// Reads <paramref name="count"/> values. Memory doubles as data arrives, so a count that lies costs at most
    /// 16 MB more than the stream really holds.
    /// </summary>
    public static T[] Read<T>(Stream stream, long count, string file, long offset) where T : unmanaged
    {
        var size = Marshal.SizeOf<T>();
        if (count > Array.MaxLength)
        {
            throw new VectorFormatException(file, $"{count} values are more than fit into one array here ({Array.MaxLength}). Keep fewer words.", byteOffset: offset);
        }

        var values = new T[Math.Min(count, FirstBytes / size)];
        var filled = 0;
        while (true)
        {
            var rest = MemoryMarshal.AsBytes(values.AsSpan(filled));
            var got = stream.ReadAtLeast(rest, rest.Length, throwOnEndOfStream: false);
            if (got < rest.Length)
            {
                throw new VectorFormatException(file, $"Expected {count * size} bytes from byte {offset} on, found {(long)filled * size + got}. The file was cut off; get it again.", byteOffset: offset + (long)filled * size + got);
            }

            filled = values.Length;
            if (filled == count)
            {
                return values;
            }

            Array.Resize(ref values, (int)Math.Min(count, filled * 2L));
        }
    }
}
