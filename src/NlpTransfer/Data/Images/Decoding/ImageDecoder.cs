using System.Text;

namespace NlpTransfer.Data;

/// <summary>
/// Files to pixels through libvips: JPEG is decoded at a fraction of its size where that is enough, EXIF rotation is applied,
/// grey, CMYK and 16-bit become 8-bit sRGB, transparency is left out. Safe from any thread.
/// </summary>
internal static unsafe class ImageDecoder
{
    private const int SizeDown = 2, FailOnError = 2, SpaceSrgb = 22, LargestShrink = 8;

    /// <summary>The whole picture, with at least so many pixels on its shorter side where it has them, and not many more than it takes little work to leave out.</summary>
    /// <param name="file">For messages.</param>
    /// <exception cref="ImageException">No picture, a damaged one, or one with too many pixels.</exception>
    public static PixelBuffer Decode(ReadOnlySpan<byte> bytes, string file, double shorterSide, long maxPixels)
    {
        if (ImageSignature.Of(bytes) == "JPEG") return DecodeJpeg(bytes, file, shorterSide, maxPixels);
        var (width, height) = ReadSize(bytes, file, maxPixels);
        var surplus = Math.Min(width, height) / Math.Max(1, shorterSide);
        var part = surplus > 2 ? 2 / surplus : 1; // what is left is resampled with a better filter than by leaving pixels out
        return Thumbnail(bytes, file, (int)Math.Ceiling(Math.Max(width, height) * part));
    }

    /// <summary>The whole picture, made smaller to fit into a square where it is larger.</summary>
    /// <exception cref="ImageException">No picture, a damaged one, or one with too many pixels.</exception>
    public static PixelBuffer DecodeWithin(ReadOnlySpan<byte> bytes, string file, int side, long maxPixels)
    {
        ReadSize(bytes, file, maxPixels);
        return Thumbnail(bytes, file, side);
    }

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
            var size = SizeOf(image, file, maxPixels);
            Vips.Release(image);
            return size;
        }
    }

    // The JPEG decoder itself can leave out 1, 3 or 7 of 8 in each direction: then it does an eighth of the work, or less. What is
    // opened to see the size is decoded where nothing can be left out.
    private static PixelBuffer DecodeJpeg(ReadOnlySpan<byte> bytes, string file, double shorterSide, long maxPixels)
    {
        VipsLibrary.EnsureStarted();
        fixed (byte* data = bytes)
        {
            var image = OpenJpeg(data, bytes, file, shrink: 1);
            var (width, height) = SizeOf(image, file, maxPixels);
            var (shrink, surplus) = (LargestShrink, Math.Min(width, height) / Math.Max(1, shorterSide));
            while (shrink > 1 && shrink > surplus) shrink /= 2;
            if (shrink == 1) return Take(image, bytes, file);
            Vips.Release(image);
            return Take(OpenJpeg(data, bytes, file, shrink), bytes, file);
        }
    }

    private static nint OpenJpeg(byte* data, ReadOnlySpan<byte> bytes, string file, int shrink)
    {
        nint image;
        fixed (byte* options = Encoding.ASCII.GetBytes($"shrink={shrink},autorotate=true,fail_on=error\0")) image = Vips.Open(data, (nuint)bytes.Length, options, 0);
        return image == 0 ? throw Damaged(bytes, file) : image;
    }

    // Releases the image where it is refused.
    private static (int Width, int Height) SizeOf(nint image, string file, long maxPixels)
    {
        var (width, height) = (Vips.Width(image), Vips.Height(image));
        if ((long)width * height <= maxPixels) return (width, height);
        Vips.Release(image);
        throw new ImageException(file, $"it says it has {width} x {height} pixels, more than the {maxPixels:N0} that are allowed. Remove it, or make it smaller; from code MaxPixels allows more.");
    }

    private static PixelBuffer Thumbnail(ReadOnlySpan<byte> bytes, string file, int side)
    {
        nint image;
        fixed (byte* data = bytes, height = "height"u8, size = "size"u8, fail = "fail_on"u8)
            return Vips.Thumbnail(data, (nuint)bytes.Length, &image, side, height, side, size, SizeDown, fail, FailOnError, 0) != 0 ? throw Damaged(bytes, file) : Take(image, bytes, file);
    }

    private static PixelBuffer Take(nint image, ReadOnlySpan<byte> bytes, string file)
    {
        image = ToRgb(image, bytes, file);
        var (width, height) = (Vips.Width(image), Vips.Height(image));
        nuint length;
        var pixels = Vips.WriteToMemory(image, &length); // decoding happens here
        Vips.Release(image);
        return pixels == null ? throw Damaged(bytes, file) : PixelBuffer.Own(pixels, width, height);
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
