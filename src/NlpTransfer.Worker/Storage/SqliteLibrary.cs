using System.Runtime.InteropServices;

namespace NlpTransfer.Worker.Storage;

/// <summary>
/// Loads the packaged SQLite so that it calls its own functions. Modules of libvips bring the system's SQLite into the process's
/// global scope, from where names are looked up first: one library would then work on the other's structures, and crash.
/// </summary>
internal static partial class SqliteLibrary
{
    private const int Now = 2, DeepBind = 8; // RTLD_NOW, RTLD_DEEPBIND

    /// <summary>To be called before anything else asks for the library; elsewhere than on Linux it is not needed.</summary>
    public static void Load()
    {
        if (!OperatingSystem.IsLinux()) return;
        string[] places = ["", Path.Combine("runtimes", $"linux-{RuntimeInformation.ProcessArchitecture.ToString().ToLowerInvariant()}", "native")];
        var file = places.Select(place => Path.Combine(AppContext.BaseDirectory, place, "libe_sqlite3.so")).FirstOrDefault(File.Exists);
        if (file is not null) _ = dlopen(file, Now | DeepBind); // a failure is reported by whoever needs it
    }

    [LibraryImport("libc", StringMarshalling = StringMarshalling.Utf8)]
    private static partial IntPtr dlopen(string file, int flags);
}
