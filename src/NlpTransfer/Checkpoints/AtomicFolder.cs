namespace NlpTransfer.Checkpoints;

/// <summary>Writes a folder under a temporary name beside its place, then renames it: a reader sees the old folder or the new one.</summary>
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
            Swap(temporary, path);
        }
        catch
        {
            if (Directory.Exists(temporary)) Directory.Delete(temporary, recursive: true);
            throw;
        }
    }

    private static void Swap(string temporary, string path)
    {
        var old = $"{temporary}.old";
        if (Directory.Exists(path)) Directory.Move(path, old);
        Directory.Move(temporary, path);
        if (Directory.Exists(old)) Directory.Delete(old, recursive: true);
    }
}
