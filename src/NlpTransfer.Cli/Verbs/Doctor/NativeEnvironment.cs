using System.Runtime.InteropServices;

namespace NlpTransfer.Cli.Verbs.Doctor;

/// <summary>
/// The environment as native code sees it. .NET copies the environment once at start-up, so what the torch supplier
/// sets through the C library before it loads libtorch is visible only here.
/// </summary>
internal static partial class NativeEnvironment
{
    /// <summary>The value in force, or null when there is none.</summary>
    public static string? Get(string name) => OperatingSystem.IsWindows()
        ? Environment.GetEnvironmentVariable(name)
        : Marshal.PtrToStringUTF8(GetNative(name));

    // A pointer, not a string: the C library owns the memory.
    [LibraryImport("libc", EntryPoint = "getenv", StringMarshalling = StringMarshalling.Utf8)]
    private static partial nint GetNative(string name);
}
