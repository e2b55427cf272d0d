namespace NlpTransfer.Data;

/// <summary>One of fourteen operations, drawn evenly, all at one strength (Cubuk et al. 2020, section 3).</summary>
internal static class RandAugment
{
    private const double Strongest = 10, MaxDegrees = 30, MaxShear = 0.3, MaxShift = 0.45, MaxEnhancement = 0.9;
    private const int MaxPosterizedBits = 4;

    private static readonly Func<PixelBuffer, double, PixelBuffer>[] Operations =
    [
        (p, _) => p,
        (p, _) => InPlace(p, ColourOperations.AutoContrast),
        (p, _) => InPlace(p, ColourOperations.Equalize),
        (p, s) => InPlace(p, q => ColourOperations.Solarize(q, 256 * (1 - Math.Abs(s)))),
        (p, s) => InPlace(p, q => ColourOperations.Posterize(q, 8 - (int)Math.Round(MaxPosterizedBits * Math.Abs(s)))),
        (p, s) => InPlace(p, q => ColourOperations.Brightness(q, 1 + (MaxEnhancement * s))),
        (p, s) => InPlace(p, q => ColourOperations.Contrast(q, 1 + (MaxEnhancement * s))),
        (p, s) => InPlace(p, q => ColourOperations.Saturation(q, 1 + (MaxEnhancement * s))),
        (p, s) => GeometricOperations.Sharpness(p, 1 + (MaxEnhancement * s)),
        (p, s) => GeometricOperations.Rotate(p, MaxDegrees * s),
        (p, s) => GeometricOperations.Affine(p, 1, MaxShear * s, 0, 1),
        (p, s) => GeometricOperations.Affine(p, 1, 0, MaxShear * s, 1),
        (p, s) => GeometricOperations.Affine(p, 1, 0, 0, 1, shiftX: MaxShift * s * p.Width),
        (p, s) => GeometricOperations.Affine(p, 1, 0, 0, 1, shiftY: MaxShift * s * p.Height),
    ];

    /// <summary>Takes the picture over: what comes back may be another one.</summary>
    public static PixelBuffer Apply(PixelBuffer picture, int magnitude, SeededRandom random)
    {
        var operation = Operations[random.NextInt(Operations.Length)];
        var strength = magnitude / Strongest * (random.NextInt(2) == 0 ? 1 : -1);
        var result = operation(picture, strength);
        if (!ReferenceEquals(result, picture)) picture.Dispose();
        return result;
    }

    private static PixelBuffer InPlace(PixelBuffer picture, Action<PixelBuffer> change)
    {
        change(picture);
        return picture;
    }
}
