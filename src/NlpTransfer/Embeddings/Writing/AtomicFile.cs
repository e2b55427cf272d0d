using System.IO.Compression;

namespace NlpTransfer.Embeddings;

/// <summary>Writes a file under a temporary name in the same folder, flushes it to the disk, then renames it.</summary>
internal static class AtomicFile
{
    private const int BufferBytes = 1 << 20;

    /// <param name="path">The final name; one that ends in <c>.gz</c> is compressed.</param>
    /// <param name="write">Writes the content.</param>
    public static void Write(string path, Action<Stream> write)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(Path.GetFullPath(path))!);
        var temporary = $"{path}.{Environment.ProcessId}.{Environment.CurrentManagedThreadId}.tmp";
        try
        {
            using (var file = new FileStream(temporary, FileMode.Create, FileAccess.Write, FileShare.None, BufferBytes))
            {
                Fill(file, path, write);
                file.Flush(flushToDisk: true);
            }

            File.Move(temporary, path, overwrite: true);
        }
        catch
        {
            File.Delete(temporary);
            throw;
        }
    }

    private static void Fill(FileStream file, string path, Action<Stream> write)
    {
        if (!path.EndsWith(".gz", StringComparison.OrdinalIgnoreCase))
        {
            write(file);
            return;
        }

        using var compressed = new GZipStream(file, CompressionLevel.Optimal, leaveOpen: true);
        write(compressed);
    }
}
