namespace NlpTransfer.Embeddings;

/// <summary>A vector file, plain or gzip, with its first bytes at hand for detecting what it is.</summary>
internal sealed class VectorInput
{
    /// <summary>How much is looked at: some hundred lines, from which dimension and row length are taken.</summary>
    private const int HeadBytes = 1 << 18;

    private VectorInput(string path, bool compressed, byte[] head, bool headIsAll, long length)
    {
        Path = path;
        Compressed = compressed;
        Head = head;
        HeadIsAll = headIsAll;
        Length = length;
    }

    public string Path { get; }

    public bool Compressed { get; }

    /// <summary>The first bytes of the content.</summary>
    public byte[] Head { get; }

    /// <summary>Whether <see cref="Head"/> is the whole content.</summary>
    public bool HeadIsAll { get; }

    /// <summary>Bytes of the file as it lies on the disk.</summary>
    public long Length { get; }

    /// <summary>Bytes of the content. <value>null: unknown, because it is compressed.</value></summary>
    public long? ContentLength => Compressed ? null : Length;

    public static VectorInput Open(string path)
    {
        var length = new FileInfo(path).Length;
        using var file = OpenFile(path);
        var compressed = file.ReadByte() == 0x1F && file.ReadByte() == 0x8B;
        file.Position = 0;
        using var content = compressed ? new GzipContent(file) : (Stream)file;
        var head = new byte[HeadBytes];
        var got = ReadHead(content, head, path);
        return new VectorInput(path, compressed, head.AsSpan(0, got).ToArray(), got < HeadBytes, length);
    }

    /// <summary>The content from <paramref name="offset"/> on.</summary>
    public Stream OpenContent(long offset = 0)
    {
        var file = OpenFile(Path);
        if (!Compressed)
        {
            file.Position = offset;
            return file;
        }

        var content = new GzipContent(file);
        var skipped = new byte[1 << 16];
        while (offset > 0)
        {
            var part = (int)Math.Min(skipped.Length, offset);
            content.ReadExactly(skipped, 0, part);
            offset -= part;
        }

        return content;
    }

    private static FileStream OpenFile(string path) =>
        new(path, FileMode.Open, FileAccess.Read, FileShare.Read, 1 << 16, FileOptions.SequentialScan);

    private static int ReadHead(Stream content, byte[] head, string path)
    {
        try
        {
            return content.ReadAtLeast(head, head.Length, throwOnEndOfStream: false);
        }
        catch (InvalidDataException)
        {
            throw new VectorFormatException(path, "The gzip data is damaged or cut off; get the file again.", byteOffset: 0);
        }
    }
}
