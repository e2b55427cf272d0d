using System.Runtime.InteropServices;

namespace NlpTransfer.Data;

/// <summary>libvips, started once.</summary>
internal static unsafe class VipsLibrary
{
    private const int LogLevelWarning = 1 << 4;

    private static readonly Lazy<bool> Started = new(Start);

    /// <exception cref="InvalidOperationException">The library is not installed or does not start.</exception>
    public static void EnsureStarted() => _ = Started.Value;

    /// <summary>What the last failure on this thread's work was, in libvips' words, on one line.</summary>
    public static string TakeError()
    {
        var text = Marshal.PtrToStringUTF8((nint)Vips.ErrorBuffer()) ?? "";
        Vips.ClearErrors();
        return string.Join("; ", text.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).Distinct());
    }

    private static bool Start()
    {
        try
        {
            if (Vips.Init("nlp-transfer") != 0) throw new InvalidOperationException($"libvips does not start: {TakeError()}");
        }
        catch (DllNotFoundException error)
        {
            throw new InvalidOperationException("Pictures are read through libvips, which is not installed; on Debian: apt-get install libvips42.", error);
        }
        fixed (byte* domain = "VIPS"u8) Vips.SetLogHandler(domain, LogLevelWarning, &Ignore, 0); // what is wrong with a file is said by its exception
        Vips.SetConcurrency(1); // several pictures at a time, each on one thread
        Vips.SetCacheSize(0); // no picture comes twice within what a cache would hold
        return true;
    }

    [UnmanagedCallersOnly(CallConvs = [typeof(System.Runtime.CompilerServices.CallConvCdecl)])]
    private static void Ignore(byte* domain, int level, byte* message, nint data)
    {
    }
}
