namespace NlpTransfer.Data;

/// <summary>A picture in a file of its own: JPEG, PNG, WebP, GIF (its first frame), BMP or TIFF, by content and not by name.</summary>
/// <param name="Path">Absolute, or relative to the current folder.</param>
public sealed record ImageFile(string Path) : ImageContent;
