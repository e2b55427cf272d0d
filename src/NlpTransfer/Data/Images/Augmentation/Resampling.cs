namespace NlpTransfer.Data;

/// <summary>Cuts and resizes decoded pictures.</summary>
internal static class Resampling
{
    /// <summary>A place in a picture, in its pixels.</summary>
    public readonly record struct Area(double X, double Y, double Width, double Height);

    /// <summary>The largest centred square, or the stated part of its side.</summary>
    public static Area Centre(PixelBuffer source, double share = 1)
    {
        var side = Math.Min(source.Width, source.Height) * share;
        return new((source.Width - side) / 2, (source.Height - side) / 2, side, side);
    }

    /// <summary>A square of a square, pixel by pixel.</summary>
    public static PixelBuffer Cut(PixelBuffer source, int offset, int side)
    {
        var result = PixelBuffer.Create(side, side);
        var row = side * PixelBuffer.Bands;
        for (var y = 0; y < side; y++)
            source.Pixels.Slice((((y + offset) * source.Width) + offset) * PixelBuffer.Bands, row).CopyTo(result.Pixels[(y * row)..]);
        return result;
    }

    /// <summary>An area as a square, each value weighted from its four neighbours.</summary>
    public static PixelBuffer Resize(PixelBuffer source, Area area, int side, bool mirror = false)
    {
        var result = PixelBuffer.Create(side, side);
        var columns = Steps(area.X, area.Width, side, source.Width, mirror);
        var output = result.Pixels;
        foreach (var (top, bottom, down) in Steps(area.Y, area.Height, side, source.Height, mirror: false))
        {
            FillRow(Row(source, top), Row(source, bottom), down, columns, output[..(side * PixelBuffer.Bands)]);
            output = output[(side * PixelBuffer.Bands)..];
        }
        return result;
    }

    private static ReadOnlySpan<byte> Row(PixelBuffer source, int line) => source.Pixels.Slice(line * source.Width * PixelBuffer.Bands, source.Width * PixelBuffer.Bands);

    private static void FillRow(ReadOnlySpan<byte> top, ReadOnlySpan<byte> bottom, float down, (int Low, int High, float Share)[] columns, Span<byte> target)
    {
        var place = 0;
        foreach (var (low, high, across) in columns)
            for (var band = 0; band < PixelBuffer.Bands; band++)
            {
                var (left, right) = ((low * PixelBuffer.Bands) + band, (high * PixelBuffer.Bands) + band);
                var upper = top[left] + ((top[right] - top[left]) * across);
                var lower = bottom[left] + ((bottom[right] - bottom[left]) * across);
                target[place++] = (byte)(upper + ((lower - upper) * down) + 0.5f);
            }
    }

    // For each output place the two source places beside its centre, and how far it is on the way to the second.
    private static (int Low, int High, float Share)[] Steps(double start, double length, int count, int limit, bool mirror)
    {
        var steps = new (int, int, float)[count];
        for (var i = 0; i < count; i++)
        {
            var centre = Math.Clamp(start + ((i + 0.5) * length / count) - 0.5, 0, limit - 1);
            var low = (int)centre;
            steps[mirror ? count - 1 - i : i] = (low, Math.Min(low + 1, limit - 1), (float)(centre - low));
        }
        return steps;
    }
}
