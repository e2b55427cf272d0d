using System.Runtime.InteropServices;
using System.Text;

namespace NlpTransfer.Embeddings;

/// <summary>Writes matrices as NumPy's <c>.npy</c>, version 1.0 (numpy.lib.format): float32, row by row.</summary>
public static class NpyFile
{
    private const int Alignment = 64, PreambleBytes = 10;

    /// <summary>Writes rows of equal length, under a temporary name first.</summary>
    /// <exception cref="ArgumentException">The rows have different lengths.</exception>
    public static void Write(string path, IReadOnlyList<float[]> rows, int columns)
    {
        if (rows.FirstOrDefault(r => r.Length != columns) is { } odd) throw new ArgumentException($"Expected rows of {columns} values, found one of {odd.Length}.", nameof(rows));
        AtomicFile.Write(path, stream =>
        {
            stream.Write(Head(rows.Count, columns));
            foreach (var row in rows) stream.Write(MemoryMarshal.AsBytes(row.AsSpan()));
        });
    }

    private static byte[] Head(int rows, int columns)
    {
        var text = $"{{'descr': '<f4', 'fortran_order': False, 'shape': ({rows}, {columns}), }}";
        var length = ((PreambleBytes + text.Length + Alignment) / Alignment * Alignment) - PreambleBytes;
        text = text.PadRight(length - 1) + "\n";
        return [0x93, .. "NUMPY"u8, 1, 0, (byte)length, (byte)(length >> 8), .. Encoding.ASCII.GetBytes(text)];
    }
}
