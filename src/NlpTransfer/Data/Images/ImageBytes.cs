namespace NlpTransfer.Data;

/// <summary>A picture's file, whole.</summary>
internal static class ImageBytes
{
    private const long LargestFile = 1L << 30;

    /// <exception cref="ImageException">There is no such file, or it is too large to be one picture.</exception>
    public static byte[] Read(string path)
    {
        if (Directory.Exists(path)) throw new ImageException(path, "expected one picture, found a folder; name its files, or give it as data.");
        try
        {
            using var file = File.OpenHandle(path, options: FileOptions.SequentialScan);
            var length = RandomAccess.GetLength(file);
            if (length > LargestFile) throw new ImageException(path, $"expected one picture, found {length:N0} bytes; the limit is {LargestFile:N0}.");
            var bytes = new byte[length];
            for (var done = 0; done < bytes.Length;)
            {
                var read = RandomAccess.Read(file, bytes.AsSpan(done), done);
                if (read == 0) throw new ImageException(path, "the file became shorter while it was read.");
                done += read;
            }
            return bytes;
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new ImageException(path, $"the file cannot be read: {error.Message}", error);
        }
    }
}
