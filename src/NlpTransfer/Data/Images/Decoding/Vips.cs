using System.Runtime.InteropServices;

namespace NlpTransfer.Data;

/// <summary>The few functions of libvips (and of GLib, which owns its memory) that decoding needs. Optional arguments are name-value pairs that end in null.</summary>
internal static unsafe partial class Vips
{
    private const string Library = "libvips.so.42", GLib = "libglib-2.0.so.0", GObject = "libgobject-2.0.so.0";

    [LibraryImport(Library, EntryPoint = "vips_init", StringMarshalling = StringMarshalling.Utf8)]
    public static partial int Init(string program);

    [LibraryImport(Library, EntryPoint = "vips_concurrency_set")]
    public static partial void SetConcurrency(int threads);

    [LibraryImport(Library, EntryPoint = "vips_cache_set_max")]
    public static partial void SetCacheSize(int operations);

    [LibraryImport(Library, EntryPoint = "vips_error_buffer")]
    public static partial byte* ErrorBuffer();

    [LibraryImport(Library, EntryPoint = "vips_error_clear")]
    public static partial void ClearErrors();

    [LibraryImport(Library, EntryPoint = "vips_image_new_from_buffer")]
    public static partial nint Open(byte* bytes, nuint length, byte* options, nint end);

    [LibraryImport(Library, EntryPoint = "vips_image_get_width")]
    public static partial int Width(nint image);

    [LibraryImport(Library, EntryPoint = "vips_image_get_height")]
    public static partial int Height(nint image);

    [LibraryImport(Library, EntryPoint = "vips_image_get_bands")]
    public static partial int Bands(nint image);

    [LibraryImport(Library, EntryPoint = "vips_thumbnail_buffer")]
    public static partial int Thumbnail(
        byte* bytes, nuint length, nint* output, int width, byte* heightName, int height, byte* sizeName, int size, byte* failName, int failOn, nint end);

    [LibraryImport(Library, EntryPoint = "vips_colourspace")]
    public static partial int ToColourSpace(nint image, nint* output, int space, nint end);

    [LibraryImport(Library, EntryPoint = "vips_extract_band")]
    public static partial int ExtractBands(nint image, nint* output, int first, byte* countName, int count, nint end);

    [LibraryImport(Library, EntryPoint = "vips_cast_uchar")]
    public static partial int ToBytes(nint image, nint* output, nint end);

    [LibraryImport(Library, EntryPoint = "vips_image_write_to_memory")]
    public static partial byte* WriteToMemory(nint image, nuint* size);

    [LibraryImport(Library, EntryPoint = "vips_image_new_from_memory_copy")]
    public static partial nint FromMemory(byte* pixels, nuint length, int width, int height, int bands, int format);

    [LibraryImport(Library, EntryPoint = "vips_image_write_to_file")]
    public static partial int WriteToFile(nint image, byte* path, nint end);

    [LibraryImport(GLib, EntryPoint = "g_log_set_handler")]
    public static partial uint SetLogHandler(byte* domain, int levels, delegate* unmanaged[Cdecl]<byte*, int, byte*, nint, void> handler, nint data);

    [LibraryImport(GObject, EntryPoint = "g_object_unref")]
    public static partial void Release(nint image);

    [LibraryImport(GLib, EntryPoint = "g_free")]
    public static partial void Free(void* memory);
}
