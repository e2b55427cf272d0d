namespace NlpTransfer.Data;

/// <summary>One picture as one draw of chance shows it: cropped, mirrored, its colours moved.</summary>
internal static class Augmenter
{
    /// <summary>The generator of one picture in one epoch.</summary>
    public static SeededRandom Random(long seed, int epoch, int index) => new(seed, ((long)epoch << 32) | (uint)index);

    /// <exception cref="ImageException">The picture cannot be read.</exception>
    public static PixelBuffer Apply(ImageContent content, ImagePreprocessing input, AugmentationOptions options, SeededRandom random)
    {
        var area = options.MinCropArea + ((1 - options.MinCropArea) * random.NextDouble());
        var ratio = Math.Exp(Math.Log(options.MaxCropRatio) * ((2 * random.NextDouble()) - 1)); // as likely wide as high
        var (across, down, mirror) = (random.NextDouble(), random.NextDouble(), random.NextDouble() < options.Flip);
        using var source = Decode(content, input, area, ratio);
        var crop = options.MinCropArea == 1 ? Resampling.Centre(source, input.CropShare) : Crop(source, area, ratio, across, down);
        var picture = Resampling.Resize(source, crop, input.Size, mirror);
        if (options.ColourJitter > 0) Jitter(picture, options.ColourJitter, random);
        for (var i = 0; i < options.RandAugmentOperations; i++) picture = RandAugment.Apply(picture, options.RandAugmentMagnitude, random);
        return picture;
    }

    // Only as many pixels as the crop needs: a small crop of a large photograph is then decoded at a fraction of its size.
    private static PixelBuffer Decode(ImageContent content, ImagePreprocessing input, double area, double ratio)
    {
        if (content is GreyPixels grey) return PixelBuffer.FromGrey(grey);
        var file = ((ImageFile)content).Path;
        var bytes = ImageBytes.Read(file);
        return ImageDecoder.Decode(bytes, file, input.Size / Math.Min(1, Math.Sqrt(area * Math.Min(ratio, 1 / ratio))), input.MaxPixels);
    }

    private static Resampling.Area Crop(PixelBuffer source, double area, double ratio, double across, double down)
    {
        var pixels = area * source.Width * source.Height;
        var (width, height) = (Math.Min(source.Width, Math.Sqrt(pixels * ratio)), Math.Min(source.Height, Math.Sqrt(pixels / ratio)));
        return new((source.Width - width) * across, (source.Height - height) * down, width, height);
    }

    private static void Jitter(PixelBuffer picture, double strength, SeededRandom random)
    {
        double Factor() => 1 + (strength * ((2 * random.NextDouble()) - 1));
        ColourOperations.Brightness(picture, Factor());
        ColourOperations.Contrast(picture, Factor());
        ColourOperations.Saturation(picture, Factor());
    }
}
