using NlpTransfer.Data;

namespace NlpTransfer.Classifiers;

/// <summary>Pictures beside one another on one, row by row.</summary>
internal static class ContactSheet
{
    private const int Gap = 4;
    private const byte Background = 255;

    /// <summary>The squares on a white ground, as nearly as wide as high.</summary>
    public static PixelBuffer Of(IReadOnlyList<PixelBuffer> squares)
    {
        var side = squares[0].Width;
        var columns = (int)Math.Ceiling(Math.Sqrt(squares.Count));
        var rows = (squares.Count + columns - 1) / columns;
        var sheet = PixelBuffer.Create((columns * (side + Gap)) + Gap, (rows * (side + Gap)) + Gap);
        sheet.Pixels.Fill(Background);
        for (var i = 0; i < squares.Count; i++) Place(squares[i], sheet, Gap + (i % columns * (side + Gap)), Gap + (i / columns * (side + Gap)));
        return sheet;
    }

    private static void Place(PixelBuffer square, PixelBuffer sheet, int x, int y)
    {
        var row = square.Width * PixelBuffer.Bands;
        for (var line = 0; line < square.Height; line++)
            square.Pixels.Slice(line * row, row).CopyTo(sheet.Pixels[((((y + line) * sheet.Width) + x) * PixelBuffer.Bands)..]);
    }
}
