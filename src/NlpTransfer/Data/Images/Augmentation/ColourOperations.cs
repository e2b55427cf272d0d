namespace NlpTransfer.Data;

/// <summary>Changes of colour, in place; factors as Pillow's ImageEnhance has them: 1 leaves the picture, 0 removes the property.</summary>
internal static class ColourOperations
{
    public static void Brightness(PixelBuffer picture, double factor) => Map(picture, v => v * factor);

    /// <summary>Towards, or away from, the picture's mean grey.</summary>
    public static void Contrast(PixelBuffer picture, double factor)
    {
        var mean = Math.Round(Greys(picture).Average(v => (double)v));
        Map(picture, v => mean + ((v - mean) * factor));
    }

    /// <summary>Towards, or away from, grey.</summary>
    public static void Saturation(PixelBuffer picture, double factor)
    {
        var pixels = picture.Pixels;
        for (var i = 0; i < pixels.Length; i += PixelBuffer.Bands)
        {
            var grey = ImagePreprocessor.Luma(pixels[i], pixels[i + 1], pixels[i + 2]);
            for (var band = 0; band < PixelBuffer.Bands; band++) pixels[i + band] = Byte(grey + ((pixels[i + band] - grey) * factor));
        }
    }

    /// <summary>Inverts what is at least as bright as the threshold.</summary>
    public static void Solarize(PixelBuffer picture, double threshold) => Map(picture, v => v >= threshold ? 255 - v : v);

    /// <summary>Keeps the highest bits.</summary>
    public static void Posterize(PixelBuffer picture, int bits) => Map(picture, v => (int)v & ~((1 << (8 - bits)) - 1));

    /// <summary>Stretches each colour over the whole range.</summary>
    public static void AutoContrast(PixelBuffer picture) => MapEach(picture, counts =>
    {
        var (low, high) = (Array.FindIndex(counts, c => c > 0), Array.FindLastIndex(counts, c => c > 0));
        return v => high > low ? (v - low) * 255.0 / (high - low) : v;
    });

    /// <summary>Makes each colour's values equally frequent.</summary>
    public static void Equalize(PixelBuffer picture) => MapEach(picture, counts =>
    {
        var step = (counts.Sum() - counts.Last(c => c > 0)) / 255;
        var below = new int[counts.Length];
        for (var v = 1; v < counts.Length; v++) below[v] = below[v - 1] + counts[v - 1];
        return v => step == 0 ? v : ((step / 2) + below[(int)v]) / step;
    });

    public static byte Byte(double value) => (byte)Math.Clamp(Math.Round(value), 0, 255);

    private static byte[] Greys(PixelBuffer picture)
    {
        var pixels = picture.Pixels;
        var greys = new byte[pixels.Length / PixelBuffer.Bands];
        for (var i = 0; i < greys.Length; i++) greys[i] = ImagePreprocessor.Luma(pixels[3 * i], pixels[(3 * i) + 1], pixels[(3 * i) + 2]);
        return greys;
    }

    private static void Map(PixelBuffer picture, Func<double, double> change) => MapEach(picture, _ => change);

    private static void MapEach(PixelBuffer picture, Func<int[], Func<double, double>> changeOf)
    {
        var pixels = picture.Pixels;
        for (var band = 0; band < PixelBuffer.Bands; band++)
        {
            var counts = new int[256];
            for (var i = band; i < pixels.Length; i += PixelBuffer.Bands) counts[pixels[i]]++;
            var change = changeOf(counts);
            byte[] table = [.. Enumerable.Range(0, 256).Select(v => Byte(change(v)))];
            for (var i = band; i < pixels.Length; i += PixelBuffer.Bands) pixels[i] = table[pixels[i]];
        }
    }
}
