using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace NlpTransfer.Checkpoints;

/// <summary>
/// Writes a folder under a temporary name beside its place, flushes all its files to the disk, then renames it: a reader sees the old folder or the
/// new one, whole. The files are flushed side by side, because a file system writes its journal for all that wait at once.
/// </summary>
internal static partial class AtomicFolder
{
    /// <param name="path">Replaced when it is there; must not be a file.</param>
    /// <param name="isReplaceable">Whether the folder that is there may go; asked only when it holds something.</param>
    /// <param name="isReadSoon">Whether somebody is likely to read it; else the system is told that its memory may have other contents.</param>
    public static void Write(string path, Func<string, bool> isReplaceable, Action<string> write, bool isReadSoon = true)
    {
        path = Path.TrimEndingDirectorySeparator(Path.GetFullPath(path));
        if (File.Exists(path)) throw new IOException($"Expected a folder to write, found a file: {path}. Choose another name or remove it.");
        if (Directory.Exists(path) && Directory.EnumerateFileSystemEntries(path).Any() && !isReplaceable(path))
            throw new IOException($"{path} holds other files, and writing would replace the whole folder. Choose another name or empty it.");
        var temporary = $"{path}.{Environment.ProcessId}.{Environment.CurrentManagedThreadId}.tmp";
        if (Directory.Exists(temporary)) Directory.Delete(temporary, recursive: true);
        Directory.CreateDirectory(temporary);
        try
        {
            write(temporary);
            Task.WhenAll(Directory.GetFiles(temporary, "*", SearchOption.AllDirectories).Select(f => Task.Run(() => Flush(f, isReadSoon)))).GetAwaiter().GetResult();
            Swap(temporary, path);
        }
        catch
        {
            if (Directory.Exists(temporary)) Directory.Delete(temporary, recursive: true);
            throw;
        }
    }

    // Windows flushes only what may be written to; elsewhere a copy of a file that is read-only is flushed too.
    private static void Flush(string file, bool isReadSoon)
    {
        using var handle = File.OpenHandle(file, FileMode.Open, OperatingSystem.IsWindows() ? FileAccess.ReadWrite : FileAccess.Read, FileShare.ReadWrite);
        RandomAccess.FlushToDisk(handle);
        if (!isReadSoon) Forget(handle);
    }

    // Only a hint. One copy of a model after the other would fill memory with what nobody reads, and in a virtual machine memory that was not yet
    // in use costs more to get than the writing itself: 90 MB took 0.22 s so, and 0.02 s into the memory of the file before.
    private static void Forget(SafeFileHandle file)
    {
        const int DontNeed = 4;
        if (OperatingSystem.IsLinux()) _ = Advise(file, 0, 0, DontNeed);
    }

    [LibraryImport("libc", EntryPoint = "posix_fadvise")]
    private static partial int Advise(SafeFileHandle file, nint offset, nint length, int advice);

    private static void Swap(string temporary, string path)
    {
        var old = $"{temporary}.old";
        if (Directory.Exists(path)) Directory.Move(path, old);
        Directory.Move(temporary, path);
        if (Directory.Exists(old)) Directory.Delete(old, recursive: true);
    }
}
