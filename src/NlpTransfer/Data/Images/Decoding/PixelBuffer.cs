using System.Runtime.InteropServices;

namespace NlpTransfer.Data;

/// <summary>A decoded picture outside of the garbage collector's memory: red, green, blue, row by row.</summary>
internal sealed unsafe class PixelBuffer : IDisposable
{
    /// <summary>Bytes a pixel.</summary>
    public const int Bands = 3;

    private readonly delegate*<void*, void> free;
    private byte* pixels;

    private PixelBuffer(byte* pixels, int width, int height, delegate*<void*, void> free)
    {
        this.pixels = pixels;
        this.free = free;
        (Width, Height) = (width, height);
    }

    ~PixelBuffer() => Dispose();

    public int Width { get; }

    public int Height { get; }

    public Span<byte> Pixels => new(pixels, Width * Height * Bands);

    /// <summary>Takes over what libvips wrote.</summary>
    public static PixelBuffer Own(byte* fromVips, int width, int height) => new(fromVips, width, height, &Vips.Free);

    /// <summary>New, not cleared.</summary>
    public static PixelBuffer Create(int width, int height) =>
        new((byte*)NativeMemory.Alloc((nuint)width * (nuint)height * Bands), width, height, &NativeMemory.Free);

    /// <summary>A grey picture as colour.</summary>
    public static PixelBuffer FromGrey(GreyPixels grey)
    {
        var buffer = Create(grey.Width, grey.Height);
        var source = grey.Values.Span;
        var target = buffer.Pixels;
        for (var i = 0; i < source.Length; i++) target.Slice(i * Bands, Bands).Fill(source[i]);
        return buffer;
    }

    public void Dispose()
    {
        if (pixels != null) free(pixels);
        pixels = null;
        GC.SuppressFinalize(this);
    }
}
