namespace NlpTransfer.Checkpoints;

/// <summary>
/// Writes a folder under a temporary name beside its place, flushes all its files to the disk, then renames it: a reader sees the old folder or the
/// new one, whole. The files are flushed side by side, because a file system writes its journal for all that wait at once.
/// </summary>
internal static class AtomicFolder
{
    /// <param name="path">Replaced when it is there; must not be a file.</param>
    /// <param name="isReplaceable">Whether the folder that is there may go; asked only when it holds something.</param>
    public static void Write(string path, Func<string, bool> isReplaceable, Action<string> write)
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
            Task.WhenAll(Directory.GetFiles(temporary, "*", SearchOption.AllDirectories).Select(f => Task.Run(() => Flush(f)))).GetAwaiter().GetResult();
            Swap(temporary, path);
        }
        catch
        {
            if (Directory.Exists(temporary)) Directory.Delete(temporary, recursive: true);
            throw;
        }
    }

    // Windows flushes only what may be written to; elsewhere a copy of a file that is read-only is flushed too.
    private static void Flush(string file)
    {
        using var handle = File.OpenHandle(file, FileMode.Open, OperatingSystem.IsWindows() ? FileAccess.ReadWrite : FileAccess.Read, FileShare.ReadWrite);
        RandomAccess.FlushToDisk(handle);
    }

    private static void Swap(string temporary, string path)
    {
        var old = $"{temporary}.old";
        if (Directory.Exists(path)) Directory.Move(path, old);
        Directory.Move(temporary, path);
        if (Directory.Exists(old)) Directory.Delete(old, recursive: true);
    }
}
