using System.Text;

namespace NlpTransfer.Data;

/// <summary>Writes pictures through libvips; the name's ending decides the format.</summary>
internal static unsafe class ImageEncoder
{
    private const int Bytes = 0;

    /// <exception cref="ImageException">The file cannot be written.</exception>
    public static void Write(PixelBuffer picture, string path)
    {
        VipsLibrary.EnsureStarted();
        if (Path.GetDirectoryName(path) is { Length: > 0 } folder) Directory.CreateDirectory(folder);
        nint image;
        fixed (byte* pixels = picture.Pixels) image = Vips.FromMemory(pixels, (nuint)picture.Pixels.Length, picture.Width, picture.Height, PixelBuffer.Bands, Bytes);
        int failed;
        fixed (byte* name = Encoding.UTF8.GetBytes(path + "\0")) failed = Vips.WriteToFile(image, name, 0);
        Vips.Release(image);
        if (failed != 0) throw new ImageException(path, $"the picture cannot be written: {VipsLibrary.TakeError()}.");
    }
}
