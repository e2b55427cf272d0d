namespace NlpTransfer.Data;

/// <summary>
/// Files to pixels through libvips: JPEG is decoded at a fraction of its size where that is enough, EXIF rotation is applied,
/// grey, CMYK and 16-bit become 8-bit sRGB, transparency is left out. Safe from any thread.
/// </summary>
internal static unsafe class ImageDecoder
{
    private const int CropNone = 0, CropCentre = 1, SizeBoth = 0, SizeDown = 2, FailOnError = 2, SpaceSrgb = 22;

    /// <summary>The largest centred square, resized.</summary>
    /// <param name="file">For messages.</param>
    /// <exception cref="ImageException">No picture, a damaged one, or one with too many pixels.</exception>
    public static PixelBuffer DecodeSquare(ReadOnlySpan<byte> bytes, string file, int side, long maxPixels) => Decode(bytes, file, side, CropCentre, SizeBoth, maxPixels);

    /// <summary>The whole picture, made smaller to fit into a square where it is larger.</summary>
    /// <exception cref="ImageException">No picture, a damaged one, or one with too many pixels.</exception>
    public static PixelBuffer DecodeWithin(ReadOnlySpan<byte> bytes, string file, int side, long maxPixels) => Decode(bytes, file, side, CropNone, SizeDown, maxPixels);

    /// <summary>Width and height from the file's head, before any rotation.</summary>
    /// <exception cref="ImageException">No picture, a damaged one, or one with too many pixels.</exception>
    public static (int Width, int Height) ReadSize(ReadOnlySpan<byte> bytes, string file, long maxPixels)
    {
        VipsLibrary.EnsureStarted();
        if (ImageSignature.Of(bytes) is null)
            throw new ImageException(file, $"expected a JPEG, PNG, WebP, GIF, BMP or TIFF picture, found {ImageSignature.Describe(bytes)}.");
        fixed (byte* data = bytes, options = ""u8)
        {
            var image = Vips.Open(data, (nuint)bytes.Length, options, 0);
            if (image == 0) throw Damaged(bytes, file);
            var (width, height) = (Vips.Width(image), Vips.Height(image));
            Vips.Release(image);
            if ((long)width * height > maxPixels)
                throw new ImageException(file, $"it says it has {width} x {height} pixels, more than the {maxPixels:N0} that are allowed. Remove it, or raise MaxPixels if it is what it says.");
            return (width, height);
        }
    }

    private static PixelBuffer Decode(ReadOnlySpan<byte> bytes, string file, int side, int crop, int size, long maxPixels)
    {
        ReadSize(bytes, file, maxPixels);
        nint image;
        fixed (byte* data = bytes, height = "height"u8, cropName = "crop"u8, sizeName = "size"u8, fail = "fail_on"u8)
        {
            if (Vips.Thumbnail(data, (nuint)bytes.Length, &image, side, height, side, cropName, crop, sizeName, size, fail, FailOnError, 0) != 0) throw Damaged(bytes, file);
            image = ToRgb(image, bytes, file);
            var (width, lines) = (Vips.Width(image), Vips.Height(image));
            nuint length;
            var pixels = Vips.WriteToMemory(image, &length); // decoding happens here
            Vips.Release(image);
            return pixels == null ? throw Damaged(bytes, file) : PixelBuffer.Own(pixels, width, lines);
        }
    }

    private static nint ToRgb(nint image, ReadOnlySpan<byte> bytes, string file)
    {
        nint next;
        var failed = Vips.ToColourSpace(image, &next, SpaceSrgb, 0) != 0;
        Vips.Release(image);
        if (failed) throw Damaged(bytes, file);
        image = next;
        if (Vips.Bands(image) > PixelBuffer.Bands)
        {
            fixed (byte* count = "n"u8) failed = Vips.ExtractBands(image, &next, 0, count, PixelBuffer.Bands, 0) != 0;
            Vips.Release(image);
            if (failed) throw Damaged(bytes, file);
            image = next;
        }
        failed = Vips.ToBytes(image, &next, 0) != 0;
        Vips.Release(image);
        return failed ? throw Damaged(bytes, file) : next;
    }

    private static ImageException Damaged(ReadOnlySpan<byte> bytes, string file) =>
        new(file, $"the {ImageSignature.Of(bytes)} picture is damaged or cut off ({VipsLibrary.TakeError()}). Replace it or leave it out.");
}
