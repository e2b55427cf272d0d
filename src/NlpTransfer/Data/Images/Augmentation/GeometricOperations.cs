namespace NlpTransfer.Data;

/// <summary>Changes of place; what comes from outside of the picture is grey.</summary>
internal static class GeometricOperations
{
    private const byte Outside = 128;

    /// <summary>Each place takes the value that lies at the matrix times its distance from the centre, plus the shift.</summary>
    public static PixelBuffer Affine(PixelBuffer source, double xx, double xy, double yx, double yy, double shiftX = 0, double shiftY = 0)
    {
        var result = PixelBuffer.Create(source.Width, source.Height);
        var (centreX, centreY, place) = ((source.Width - 1) / 2.0, (source.Height - 1) / 2.0, 0);
        for (var y = 0; y < source.Height; y++)
            for (var x = 0; x < source.Width; x++, place += PixelBuffer.Bands)
            {
                var (column, line) = (Math.Round((xx * (x - centreX)) + (xy * (y - centreY)) + centreX + shiftX), Math.Round((yx * (x - centreX)) + (yy * (y - centreY)) + centreY + shiftY));
                Copy(source, (int)column, (int)line, result.Pixels.Slice(place, PixelBuffer.Bands));
            }
        return result;
    }

    public static PixelBuffer Rotate(PixelBuffer source, double degrees)
    {
        var (sine, cosine) = Math.SinCos(degrees * Math.PI / 180);
        return Affine(source, cosine, sine, -sine, cosine);
    }

    /// <summary>Blends with a smoothed copy: 1 leaves the picture, above 1 sharpens, below 1 blurs.</summary>
    public static PixelBuffer Sharpness(PixelBuffer source, double factor)
    {
        var result = PixelBuffer.Create(source.Width, source.Height);
        source.Pixels.CopyTo(result.Pixels);
        var (pixels, row) = (source.Pixels.ToArray(), source.Width * PixelBuffer.Bands);
        for (var y = 1; y < source.Height - 1; y++)
            for (var i = (y * row) + PixelBuffer.Bands; i < ((y + 1) * row) - PixelBuffer.Bands; i++)
            {
                var smooth = Smooth(pixels, i, row);
                result.Pixels[i] = ColourOperations.Byte(smooth + ((pixels[i] - smooth) * factor));
            }
        return result;
    }

    // Pillow's SMOOTH kernel: the middle counts five times.
    private static double Smooth(byte[] pixels, int at, int row)
    {
        var sum = 4 * pixels[at];
        for (var line = -row; line <= row; line += row)
            for (var column = -PixelBuffer.Bands; column <= PixelBuffer.Bands; column += PixelBuffer.Bands) sum += pixels[at + line + column];
        return sum / 13.0;
    }

    private static void Copy(PixelBuffer source, int x, int y, Span<byte> target)
    {
        if (x < 0 || y < 0 || x >= source.Width || y >= source.Height) target.Fill(Outside);
        else source.Pixels.Slice(((y * source.Width) + x) * PixelBuffer.Bands, PixelBuffer.Bands).CopyTo(target);
    }
}
