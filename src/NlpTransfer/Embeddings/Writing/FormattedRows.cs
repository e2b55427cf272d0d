using System.Globalization;

namespace NlpTransfer.Embeddings;

/// <summary>Formats rows on all cores and writes them in order; formatting decimals is what writing text costs.</summary>
internal static class FormattedRows
{
    public static void Write(int rows, int atOnce, Stream stream, CancellationToken cancellationToken, Action<int, Utf8Text> format)
    {
        var buffers = Enumerable.Range(0, Environment.ProcessorCount * 4).Select(_ => new Utf8Text()).ToArray();
        for (var first = 0; first < rows; first += atOnce * buffers.Length)
        {
            var start = first;
            var parallel = new ParallelOptions { CancellationToken = cancellationToken, MaxDegreeOfParallelism = Environment.ProcessorCount };
            Parallel.For(0, buffers.Length, parallel, part =>
            {
                buffers[part].Clear();
                for (var row = start + part * atOnce; row < Math.Min(rows, start + (part + 1) * atOnce); row++)
                {
                    format(row, buffers[part]);
                }
            });
            foreach (var buffer in buffers)
            {
                stream.Write(buffer.Written);
            }
        }
    }
}

/// <summary>UTF-8 text that grows.</summary>
internal sealed class Utf8Text
{
    private const int LongestFloat = 32;

    private byte[] _bytes = new byte[1 << 16];
    private int _length;

    public ReadOnlySpan<byte> Written => _bytes.AsSpan(0, _length);

    public void Clear() => _length = 0;

    public void Append(byte value) => Room(1)[_length++] = value;

    public void Append(ReadOnlySpan<byte> value)
    {
        value.CopyTo(Room(value.Length).AsSpan(_length));
        _length += value.Length;
    }

    public void Append(float value)
    {
        value.TryFormat(Room(LongestFloat).AsSpan(_length), out var written, default, CultureInfo.InvariantCulture);
        _length += written;
    }

    public void Append(int value)
    {
        value.TryFormat(Room(LongestFloat).AsSpan(_length), out var written, default, CultureInfo.InvariantCulture);
        _length += written;
    }

    private byte[] Room(int more)
    {
        if (_length + more > _bytes.Length)
        {
            Array.Resize(ref _bytes, Math.Max(_bytes.Length * 2, _length + more));
        }

        return _bytes;
    }
}
