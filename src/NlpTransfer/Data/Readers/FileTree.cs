using System.Formats.Tar;

namespace NlpTransfer.Data;

/// <summary>The files of a folder or of a tar archive, in ordinal order of their paths.</summary>
internal static class FileTree
{
    /// <summary>No text for classification is longer; a header that claims more is wrong or hostile.</summary>
    private const long MemberLimit = 256L << 20;

    /// <summary>Names and a way to read each; folders are read file by file, archives at once.</summary>
    public static IReadOnlyList<(string Name, Func<byte[]> Read)> List(string path)
    {
        var files = Directory.Exists(path) ? InFolder(path) : InArchive(path);
        return [.. files.Where(f => !f.Name.Split('/').Any(part => part.StartsWith('.'))).OrderBy(f => f.Name, StringComparer.Ordinal)];
    }

    private static IEnumerable<(string Name, Func<byte[]> Read)> InFolder(string root)
    {
        foreach (var file in Directory.EnumerateFiles(root, "*", SearchOption.AllDirectories))
            yield return (Path.GetRelativePath(root, file).Replace(Path.DirectorySeparatorChar, '/'), () => ReadAll(file));
    }

    public static byte[] ReadAll(string file)
    {
        using var stream = InputFile.Open(file);
        if (stream is not FileStream plain) return Copied(stream, file);
        if (plain.Length > MemberLimit) throw TooLong(file, plain.Length);
        var bytes = new byte[plain.Length];
        plain.ReadExactly(bytes);
        return bytes;
    }

    private static byte[] Copied(Stream stream, string file)
    {
        using var memory = new MemoryStream();
        var buffer = new byte[1 << 16];
        for (int read; (read = stream.Read(buffer)) > 0;)
        {
            memory.Write(buffer, 0, read);
            if (memory.Length > MemberLimit) throw TooLong(file, memory.Length);
        }
        return memory.ToArray();
    }

    private static List<(string Name, Func<byte[]> Read)> InArchive(string path)
    {
        var members = new List<(string, Func<byte[]>)>();
        try
        {
            using var tar = new TarReader(InputFile.Open(path));
            while (tar.GetNextEntry() is { } entry)
            {
                if (entry.DataStream is null || entry.EntryType is not (TarEntryType.RegularFile or TarEntryType.V7RegularFile)) continue;
                if (entry.Length > MemberLimit) throw TooLong($"{path}/{entry.Name}", entry.Length);
                var bytes = Copied(entry.DataStream, entry.Name);
                members.Add((entry.Name.StartsWith("./", StringComparison.Ordinal) ? entry.Name[2..] : entry.Name, () => bytes));
            }
        }
        catch (Exception e) when (e is InvalidDataException or EndOfStreamException)
        {
            throw new DatasetException($"expected a tar archive, found one that is broken after {members.Count} files. Fetch it again.", path, inner: e);
        }
        return members;
    }

    private static DatasetException TooLong(string file, long length) =>
        new($"expected one text, found {length} bytes; the limit is {MemberLimit}. Remove the file from the data.", file);
}
