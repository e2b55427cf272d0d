using NlpTransfer.Data;

namespace NlpTransfer.Tests.Data.Images;

public class ImageDecoderTests
{
    private const long MaxPixels = 1_000_000;

    private static string Path(string name) => TestFiles.Fixture($"images/{name}");

    private static PixelBuffer Within(string name, int side = 48) => ImageDecoder.DecodeWithin(File.ReadAllBytes(Path(name)), name, side, MaxPixels);

    private static int[] At(PixelBuffer picture, double x, double y)
    {
        var place = (((int)(y * picture.Height) * picture.Width) + (int)(x * picture.Width)) * PixelBuffer.Bands;
        return [.. picture.Pixels.Slice(place, PixelBuffer.Bands).ToArray().Select(v => (int)v)];
    }

    private static void AssertNear(int[] expected, int[] found, int tolerance) =>
        Assert.True(expected.Zip(found).All(p => Math.Abs(p.First - p.Second) <= tolerance), $"expected {string.Join(' ', expected)}, found {string.Join(' ', found)}");

    [Theory]
    [InlineData("quarters.png", 0)]
    [InlineData("quarters.jpg", 4)]
    [InlineData("quarters.webp", 0)]
    [InlineData("quarters.gif", 2)]
    [InlineData("quarters.bmp", 0)]
    [InlineData("quarters.tif", 0)]
    [InlineData("alpha.png", 0)]
    [InlineData("cmyk.jpg", 60)] // printing inks reach fewer colours
    public void Decode_EveryFormat_GivesItsColours(string name, int tolerance)
    {
        using var picture = Within(name);
        Assert.Equal((48, 32), (picture.Width, picture.Height));
        AssertNear([255, 0, 0], At(picture, 0.25, 0.25), tolerance);
        AssertNear([0, 255, 0], At(picture, 0.75, 0.25), name == "cmyk.jpg" ? 170 : tolerance);
        AssertNear([0, 0, 255], At(picture, 0.25, 0.75), name == "cmyk.jpg" ? 170 : tolerance);
        AssertNear([255, 255, 255], At(picture, 0.75, 0.75), tolerance);
    }

    [Fact]
    public void Decode_ExifRotation_IsApplied()
    {
        using var picture = Within("rotated.jpg");
        Assert.Equal((32, 48), (picture.Width, picture.Height));
        AssertNear([0, 0, 255], At(picture, 0.25, 0.25), 4); // what was below on the left is above on the left
        AssertNear([255, 0, 0], At(picture, 0.75, 0.25), 4);
        AssertNear([0, 255, 0], At(picture, 0.75, 0.75), 4);
    }

    [Theory]
    [InlineData("grey.png")]
    [InlineData("grey16.png")]
    public void Decode_Grey_GivesEqualColours(string name)
    {
        using var picture = Within(name);
        AssertNear([60, 60, 60], At(picture, 0.2501, 0.5), 1);
        AssertNear([180, 180, 180], At(picture, 0.7501, 0.5), 1);
    }

    [Theory]
    [InlineData(4, 6, 4)] // an eighth of the size has enough
    [InlineData(13, 24, 16)]
    [InlineData(17, 48, 32)]
    public void Decode_LargeJpeg_LeavesPixelsOutInTheDecoder(double shorterSide, int width, int height)
    {
        using var picture = ImageDecoder.Decode(File.ReadAllBytes(Path("quarters.jpg")), "x", Math.Min(shorterSide, 32), MaxPixels);
        Assert.Equal((width, height), (picture.Width, picture.Height));
        if (shorterSide > 4) AssertNear([255, 0, 0], At(picture, 0.2, 0.2), 4);
    }

    [Theory]
    [InlineData("rotated.jpg")]
    [InlineData("quarters.tif")]
    [InlineData("alpha.png")]
    public void Decode_ForAShorterSide_GivesAtLeastThatAndTheRightPlaces(string name)
    {
        using var picture = ImageDecoder.Decode(File.ReadAllBytes(Path(name)), name, 16, MaxPixels);
        Assert.True(Math.Min(picture.Width, picture.Height) >= 16);
        Assert.Equal(name == "rotated.jpg", picture.Height > picture.Width);
        AssertNear(name == "rotated.jpg" ? [0, 0, 255] : [255, 0, 0], At(picture, 0.2, 0.2), 4);
    }

    [Fact]
    public void Resize_ToHalf_IsTheTriangleWeightedMean()
    {
        using var source = PixelBuffer.FromGrey(new GreyPixels(new byte[] { 0, 40, 80, 120, 160, 200, 240, 240 }.Concat(new byte[56].Select((_, i) => (byte)(40 * Math.Min(6, i % 8)))).ToArray(), 8, 8));
        using var half = Resampling.Resize(source, Resampling.Centre(source), 4);
        // Weights 1 3 3 1 of 8 inside; the first place lacks the one outside: (3 * 0 + 3 * 40 + 80) / 7.
        Assert.Equal([29, 100, 180, 234], half.Pixels[..12].ToArray().Where((_, i) => i % 3 == 0).Select(v => (int)v));
        using var mirrored = Resampling.Resize(source, Resampling.Centre(source), 4, mirror: true);
        Assert.Equal([234, 180, 100, 29], mirrored.Pixels[..12].ToArray().Where((_, i) => i % 3 == 0).Select(v => (int)v));
    }

    [Fact]
    public void Resize_ToTheSameSize_ChangesNothing()
    {
        using var source = Within("quarters.png");
        using var same = Resampling.Resize(source, new(8, 0, 32, 32), 32);
        Assert.Equal(source.Pixels.Slice(8 * 3, 96).ToArray(), same.Pixels[..96].ToArray());
    }

    [Theory]
    [InlineData("cut-off.jpg", "the JPEG picture is damaged or cut off")]
    [InlineData("bomb.png", "60000 x 60000 pixels, more than the 1,000,000")]
    [InlineData("no-picture.jpg", "found a file that begins with the bytes 3C68746D")]
    public void Decode_BrokenFile_SaysWhichAndWhy(string name, string reason)
    {
        var fault = Assert.Throws<ImageException>(() => Within(name).Dispose());
        Assert.Contains(reason, fault.Message);
        Assert.StartsWith(name, fault.Message);
    }

    [Fact]
    public void Decode_EmptyFile_SaysSo() =>
        Assert.Contains("found an empty file", Assert.Throws<ImageException>(() => ImageDecoder.DecodeWithin([], "x.png", 8, MaxPixels)).Message);
}
