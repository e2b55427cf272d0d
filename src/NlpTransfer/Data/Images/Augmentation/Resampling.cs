using System.Numerics;
using System.Runtime.Intrinsics;

namespace NlpTransfer.Data;

/// <summary>
/// Cuts and resizes decoded pictures as Pillow's bilinear filter does: each output place is a triangle-weighted mean, as wide as the
/// picture is made smaller, so that fine patterns do not turn into coarse ones.
/// </summary>
internal static class Resampling
{
    private const int Bands = PixelBuffer.Bands;

    /// <summary>A place in a picture, in its pixels.</summary>
    public readonly record struct Area(double X, double Y, double Width, double Height);

    /// <summary>The largest centred square, or the stated part of its side.</summary>
    public static Area Centre(PixelBuffer source, double share = 1)
    {
        var side = Math.Min(source.Width, source.Height) * share;
        return new((source.Width - side) / 2, (source.Height - side) / 2, side, side);
    }

    /// <summary>An area as a square.</summary>
    public static PixelBuffer Resize(PixelBuffer source, Area area, int side, bool mirror = false)
    {
        var result = PixelBuffer.Create(side, side);
        var columns = Steps(area.X, area.Width, side, source.Width);
        if (mirror) Array.Reverse(columns);
        var (low, high) = (columns.Min(c => c.First), columns.Max(c => c.First + c.Weights.Length));
        var line = new float[((high - low) * Bands) + 1]; // a pixel is read as four values
        var output = result.Pixels;
        foreach (var step in Steps(area.Y, area.Height, side, source.Height))
        {
            SumRows(source, step, low * Bands, line);
            SumColumns(line, columns, low, output[..(side * Bands)]);
            output = output[(side * Bands)..];
        }
        return result;
    }

    private static void SumRows(PixelBuffer source, (int First, float[] Weights) step, int offset, float[] line)
    {
        Array.Clear(line);
        for (var k = 0; k < step.Weights.Length; k++)
            AddRow(source.Pixels.Slice(((step.First + k) * source.Width * Bands) + offset, line.Length - 1), step.Weights[k], line);
    }

    private static void AddRow(ReadOnlySpan<byte> row, float weight, Span<float> line)
    {
        var i = 0;
        for (; i <= row.Length - Vector<byte>.Count; i += Vector<byte>.Count)
        {
            Vector.Widen(new Vector<byte>(row[i..]), out var first, out var second);
            AddPart(first, weight, line[i..]);
            AddPart(second, weight, line[(i + Vector<ushort>.Count)..]);
        }
        for (; i < row.Length; i++) line[i] += row[i] * weight;
    }

    private static void AddPart(Vector<ushort> values, float weight, Span<float> line)
    {
        Vector.Widen(values, out var first, out var second);
        (new Vector<float>(line) + (Vector.ConvertToSingle(Vector.AsVectorInt32(first)) * weight)).CopyTo(line);
        var rest = line[Vector<float>.Count..];
        (new Vector<float>(rest) + (Vector.ConvertToSingle(Vector.AsVectorInt32(second)) * weight)).CopyTo(rest);
    }

    private static void SumColumns(ReadOnlySpan<float> line, (int First, float[] Weights)[] columns, int low, Span<byte> target)
    {
        var place = 0;
        foreach (var (first, weights) in columns)
        {
            var values = line.Slice((first - low) * Bands, (weights.Length * Bands) + 1);
            var pixel = Vector128.Create(0.5f); // rounds
            for (var k = 0; k < weights.Length; k++) pixel += Vector128.Create(values.Slice(Bands * k, Vector128<float>.Count)) * weights[k]; // red, green, blue, and what is not used
            var whole = Vector128.ConvertToInt32(pixel);
            (target[place], target[place + 1], target[place + 2]) = ((byte)whole[0], (byte)whole[1], (byte)whole[2]);
            place += Bands;
        }
    }

    // For each output place the first source place that counts, and the weights from there on; they sum to 1.
    private static (int First, float[] Weights)[] Steps(double start, double length, int count, int limit)
    {
        var scale = length / count;
        var reach = Math.Max(1, scale);
        return [.. Enumerable.Range(0, count).Select(i => Step(start + ((i + 0.5) * scale), reach, limit))];
    }

    private static (int First, float[] Weights) Step(double centre, double reach, int limit)
    {
        var first = Math.Clamp((int)Math.Ceiling(centre - reach - 0.5), 0, limit - 1);
        var last = Math.Clamp((int)Math.Floor(centre + reach - 0.5), first, limit - 1);
        var weights = Enumerable.Range(first, last - first + 1).Select(k => Math.Max(0, 1 - (Math.Abs(k + 0.5 - centre) / reach))).ToArray();
        var sum = weights.Sum();
        return (first, sum > 0 ? [.. weights.Select(w => (float)(w / sum))] : [.. weights.Select((_, k) => k == 0 ? 1f : 0)]);
    }
}
