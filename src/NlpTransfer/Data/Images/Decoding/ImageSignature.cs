namespace NlpTransfer.Data;

/// <summary>Formats by their first bytes. Nothing else reaches a decoder: libvips knows many more, some of them programs of their own.</summary>
internal static class ImageSignature
{
    private const int Shown = 4;

    /// <summary>The format's name, or null for anything else.</summary>
    public static string? Of(ReadOnlySpan<byte> bytes) => bytes switch
    {
        [0xFF, 0xD8, 0xFF, ..] => "JPEG",
        [0x89, (byte)'P', (byte)'N', (byte)'G', ..] => "PNG",
        [(byte)'G', (byte)'I', (byte)'F', (byte)'8', ..] => "GIF",
        [(byte)'B', (byte)'M', ..] => "BMP",
        [(byte)'I', (byte)'I', 42, 0, ..] or [(byte)'M', (byte)'M', 0, 42, ..] => "TIFF",
        [(byte)'R', (byte)'I', (byte)'F', (byte)'F', _, _, _, _, (byte)'W', (byte)'E', (byte)'B', (byte)'P', ..] => "WebP",
        _ => null,
    };

    public static string Describe(ReadOnlySpan<byte> bytes) => bytes.IsEmpty
        ? "an empty file"
        : $"a file that begins with the bytes {Convert.ToHexString(bytes[..Math.Min(Shown, bytes.Length)])}";
}
