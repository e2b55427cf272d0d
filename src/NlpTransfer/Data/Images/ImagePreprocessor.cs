namespace NlpTransfer.Data;

/// <summary>Applies an <see cref="ImagePreprocessing"/> to one picture after another. Safe from any thread.</summary>
internal sealed class ImagePreprocessor
{
    private readonly float[] table; // (3, 256): what each value of each colour becomes
    private readonly ImagePreprocessing options;

    /// <exception cref="OptionsException">The options have faults.</exception>
    public ImagePreprocessor(ImagePreprocessing options)
    {
        OptionsException.ThrowIfAny(nameof(ImagePreprocessing), options.Validate());
        this.options = options;
        table = [.. Enumerable.Range(0, 3).SelectMany(c => Enumerable.Range(0, 256).Select(v => Normalised(v, c)))];
    }

    public ImagePreprocessing Options => options;

    /// <summary>Values of one picture's input.</summary>
    public int Length => options.Channels * options.Size * options.Size;

    /// <summary>The picture as evaluation sees it, <c>(C, S, S)</c>.</summary>
    /// <exception cref="ImageException">The picture cannot be read.</exception>
    public void Fill(ImageContent content, Span<float> target)
    {
        using var picture = Decode(content);
        Write(picture, target);
    }

    /// <summary>The picture as this draw of chance shows it, <c>(C, S, S)</c>.</summary>
    /// <exception cref="ImageException">The picture cannot be read.</exception>
    public void Fill(ImageContent content, Span<float> target, AugmentationOptions augmentation, SeededRandom random)
    {
        using var picture = Augmenter.Apply(content, options, augmentation, random);
        Write(picture, target);
    }

    /// <summary>The square of pixels that evaluation sees, before it becomes numbers.</summary>
    public PixelBuffer Decode(ImageContent content)
    {
        using var source = Open(content, options.Size / options.CropShare);
        return Resampling.Resize(source, Resampling.Centre(source, options.CropShare), options.Size);
    }

    private PixelBuffer Open(ImageContent content, double shorterSide)
    {
        if (content is GreyPixels grey) return PixelBuffer.FromGrey(grey);
        var file = ((ImageFile)content).Path;
        return ImageDecoder.Decode(ImageBytes.Read(file), file, shorterSide, options.MaxPixels);
    }

    private float Normalised(int value, int colour) => options.Channels == 3
        ? ((value / 255f) - options.Mean[colour]) / options.Std[colour]
        : ((value / 255f) - options.Mean.Average()) / options.Std.Average();

    private void Write(PixelBuffer picture, Span<float> target)
    {
        ReadOnlySpan<byte> pixels = picture.Pixels;
        var places = options.Size * options.Size;
        if (options.Channels == 1)
        {
            for (var i = 0; i < places; i++) target[i] = table[Luma(pixels[3 * i], pixels[(3 * i) + 1], pixels[(3 * i) + 2])];
            return;
        }
        ReadOnlySpan<float> red = table.AsSpan(0, 256), green = table.AsSpan(256, 256), blue = table.AsSpan(512, 256);
        Span<float> r = target[..places], g = target.Slice(places, places), b = target.Slice(2 * places, places);
        for (var i = 0; i < places; i++)
        {
            r[i] = red[pixels[3 * i]];
            g[i] = green[pixels[(3 * i) + 1]];
            b[i] = blue[pixels[(3 * i) + 2]];
        }
    }

    internal static byte Luma(int red, int green, int blue) => (byte)(((red * 19595) + (green * 38470) + (blue * 7471) + 0x8000) >> 16);
}
