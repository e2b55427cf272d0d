namespace NlpTransfer.Data;

/// <summary>Opens files, seeing through gzip by the content, not by the name.</summary>
internal static class InputFile
{
    private const int BufferSize = 1 << 16;

    /// <summary>The file's content, decompressed when it begins with gzip's magic number.</summary>
    public static Stream Open(string path)
    {
        var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read, BufferSize, FileOptions.SequentialScan);
        var isGzip = file.ReadByte() == 0x1f && file.ReadByte() == 0x8b;
        file.Position = 0;
        return isGzip ? new BufferedStream(new GzipContent(file), BufferSize) : file;
    }

    /// <summary>The file as text in which broken bytes are <see cref="TextEncodings.BrokenMark"/>.</summary>
    public static StreamReader OpenText(string path, string? encoding)
    {
        var stream = Open(path);
        var first = stream.ReadByte();
        var isUtf16 = (first, stream.ReadByte()) is (0xff, 0xfe) or (0xfe, 0xff);
        stream.Dispose();
        if (isUtf16 && encoding is null)
            throw new DatasetException($"expected UTF-8, found the byte order mark of UTF-16. Set Encoding to {(first == 0xff ? "utf-16" : "utf-16BE")}.", path);
        // A reader that detects the byte order mark would put its own encoding in the place of ours; ours skips its own mark.
        return new StreamReader(Open(path), TextEncodings.Marking(encoding), detectEncodingFromByteOrderMarks: false, BufferSize);
    }

    /// <summary>The extension in lower case, that of <c>x.csv.gz</c> being <c>.csv</c>.</summary>
    public static string ExtensionOf(string path)
    {
        var extension = Path.GetExtension(path).ToLowerInvariant();
        return extension is ".gz" or ".gzip" ? Path.GetExtension(Path.GetFileNameWithoutExtension(path)).ToLowerInvariant() : extension;
    }
}
