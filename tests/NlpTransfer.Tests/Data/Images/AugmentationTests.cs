using NlpTransfer.Data;

namespace NlpTransfer.Tests.Data.Images;

public class AugmentationTests
{
    private static readonly ImagePreprocessing Input = new() { Size = 24 };

    private static readonly AugmentationOptions Everything = new() { ColourJitter = 0.4, RandAugmentOperations = 2 };

    private static float[] Fill(AugmentationOptions options, int epoch, int index, string name = "quarters.png")
    {
        var preprocessor = new ImagePreprocessor(Input);
        var values = new float[preprocessor.Length];
        preprocessor.Fill(new ImageFile(TestFiles.Fixture($"images/{name}")), values, options, Augmenter.Random(7, epoch, index));
        return values;
    }

    [Fact]
    public void Apply_WithTheSameEpochAndPlace_GivesTheSame() => Assert.Equal(Fill(Everything, 3, 5), Fill(Everything, 3, 5));

    [Theory]
    [InlineData(4, 5)]
    [InlineData(3, 6)]
    public void Apply_InAnotherEpochOrPlace_GivesAnother(int epoch, int index) => Assert.NotEqual(Fill(Everything, 3, 5), Fill(Everything, epoch, index));

    [Fact]
    public void Fill_WithoutAugmentation_GivesNormalisedColoursInTheirPlaces()
    {
        var preprocessor = new ImagePreprocessor(Input with { CropShare = 1 });
        var values = new float[preprocessor.Length];
        preprocessor.Fill(new ImageFile(TestFiles.Fixture("images/quarters.png")), values);
        Assert.Equal((1 - 0.485f) / 0.229f, values[0], 1e-5f); // red, above on the left
        Assert.Equal(-0.456f / 0.224f, values[24 * 24], 1e-5f);
        Assert.Equal((1 - 0.406f) / 0.225f, values[^1], 1e-5f); // blue of white, below on the right
    }

    [Fact]
    public void Fill_Grey_IsLumaNormalisedByAverages()
    {
        var preprocessor = new ImagePreprocessor(Input with { CropShare = 1, Channels = 1 });
        var values = new float[preprocessor.Length];
        preprocessor.Fill(new ImageFile(TestFiles.Fixture("images/quarters.png")), values);
        Assert.Equal(24 * 24, values.Length);
        Assert.Equal(((76 / 255f) - 0.449f) / 0.226f, values[0], 1e-4f); // 0.299 of 255 is 76
    }

    [Fact]
    public void Apply_Flip_Mirrors()
    {
        var options = AugmentationOptions.None with { Flip = 1 };
        var values = Fill(options, 0, 0);
        Assert.True(values[0] < 0, "red was above on the left; mirrored, green is there");
        Assert.True(values[24 * 24] > 0);
    }

    [Theory]
    [InlineData(1.0)]
    [InlineData(0.2)]
    public void Apply_Crops_KeepTheirShareOfTheArea(double least)
    {
        // A ramp from 0 to 235: what a crop spans of it is its part of the width, which for square crops is bounded by the area.
        var spans = Enumerable.Range(0, 200).Select(i =>
        {
            var values = Fill(new() { MinCropArea = least, MaxCropRatio = 1, Flip = 0 }, 0, i, "grey.png");
            return (values[23] - values[0]) * 0.229 * 255;
        }).ToArray();
        if (least == 1) Assert.All(spans, s => Assert.Equal(spans[0], s, 1e-9));
        else Assert.InRange(spans.Min(), 50, 90); // sqrt(0.2 * 48 * 32) = 17.5 of 48 columns, 5 a column, less one for the centres
        Assert.InRange(spans.Max(), spans.Min(), 236);
    }

    [Fact]
    public void ColourOperations_WithFactorOne_ChangeNothing()
    {
        using var picture = Picture();
        var before = picture.Pixels.ToArray();
        ColourOperations.Brightness(picture, 1);
        ColourOperations.Contrast(picture, 1);
        ColourOperations.Saturation(picture, 1);
        Assert.Equal(before, picture.Pixels.ToArray());
    }

    [Fact]
    public void ColourOperations_KnownValues_GiveKnownResults()
    {
        using var picture = PixelBuffer.FromGrey(new GreyPixels(new byte[] { 10, 100, 200, 250 }, 4, 1));
        ColourOperations.Solarize(picture, 128);
        Assert.Equal([10, 100, 55, 5], Reds(picture));
        ColourOperations.Posterize(picture, 3);
        Assert.Equal([0, 96, 32, 0], Reds(picture));
        ColourOperations.AutoContrast(picture);
        Assert.Equal([0, 255, 85, 0], Reds(picture));
        ColourOperations.Brightness(picture, 0.5);
        Assert.Equal([0, 128, 42, 0], Reds(picture));
        ColourOperations.Contrast(picture, 0);
        Assert.Equal([42, 42, 42, 42], Reds(picture));
    }

    [Fact]
    public void Geometry_ShiftAndQuarterTurn_MovePixels()
    {
        using var picture = PixelBuffer.FromGrey(new GreyPixels(new byte[] { 1, 2, 3, 4 }, 2, 2));
        using var shifted = GeometricOperations.Affine(picture, 1, 0, 0, 1, shiftX: 1);
        Assert.Equal([2, 128, 4, 128], Reds(shifted));
        using var turned = GeometricOperations.Rotate(picture, 90);
        Assert.Equal([3, 1, 4, 2], Reds(turned));
    }

    [Fact]
    public void Equalize_TwoValues_SpreadsThem()
    {
        using var picture = PixelBuffer.FromGrey(new GreyPixels(Enumerable.Range(0, 1024).Select(i => (byte)(i < 512 ? 100 : 110)).ToArray(), 32, 32));
        ColourOperations.Equalize(picture);
        Assert.Equal([0, 255], Reds(picture).Distinct().Order());
    }

    [Fact]
    public void RandAugment_ManyDraws_KeepsSizeAndUsesEveryStrength()
    {
        var outcomes = Enumerable.Range(0, 100).Select(i =>
        {
            using var result = RandAugment.Apply(Picture(), 9, new SeededRandom(1, i));
            Assert.Equal((48, 32), (result.Width, result.Height));
            return Convert.ToHexString(System.Security.Cryptography.SHA256.HashData(result.Pixels));
        });
        Assert.InRange(outcomes.Distinct().Count(), 15, 28);
    }

    [Fact]
    public void Validate_Faults_AreReportedTogether() =>
        Assert.Equal(3, new AugmentationOptions { MinCropArea = 0, Flip = 2, Mixup = -1 }.Validate().Count);

    private static PixelBuffer Picture() => ImageDecoder.DecodeWithin(File.ReadAllBytes(TestFiles.Fixture("images/quarters.png")), "quarters.png", 48, 1_000_000);

    private static int[] Reds(PixelBuffer picture) => [.. picture.Pixels.ToArray().Where((_, i) => i % PixelBuffer.Bands == 0).Select(v => (int)v)];
}
