namespace NlpTransfer.Data;

/// <summary>A grey picture in memory.</summary>
/// <param name="Values">Row by row, 0 black to 255 white; <c>Width * Height</c> of them.</param>
/// <param name="Width">Pixels.</param>
/// <param name="Height">Pixels.</param>
public sealed record GreyPixels(ReadOnlyMemory<byte> Values, int Width, int Height) : ImageContent;
