using System.Text;

namespace NlpTransfer.Checkpoints;

/// <summary>What <c>torch.save</c> writes since PyTorch 1.6: an archive with <c>data.pkl</c> and one entry a storage.</summary>
internal static class TorchZip
{
    private const string Pickle = "data.pkl", ByteOrder = "byteorder";

    /// <summary>The saved object, its storages placed in the file.</summary>
    public static object? Read(FileStream file, string path)
    {
        var entries = ZipDirectory.Read(file, path);
        var pickles = entries.Keys.Where(n => n == Pickle || n.EndsWith("/" + Pickle, StringComparison.Ordinal)).ToArray();
        if (pickles.Length != 1) throw new TorchFileException(path, $"expected an archive with one {Pickle}, found {pickles.Length}; this was not written by torch.save.");
        var folder = pickles[0][..^Pickle.Length];
        CheckByteOrder(file, entries, folder, path);
        var (offset, length) = entries[pickles[0]];
        file.Position = offset;
        var reader = new PickleReader(file, offset + length, path);
        var storages = new TorchStorages(reader);
        var root = new Unpickler(reader, storages.Resolve).Load();
        foreach (var storage in storages.ByKey.Values) Place(storage, entries, $"{folder}data/{storage.Key}", path);
        return root;
    }

    private static void Place(TorchStorage storage, Dictionary<string, (long Offset, long Length)> entries, string name, string path)
    {
        if (!entries.TryGetValue(name, out var entry)) throw new TorchFileException(path, $"the archive lacks the entry '{name}', which holds a tensor.");
        if ((Int128)storage.Count * storage.ItemBytes > entry.Length) throw new TorchFileException(path, $"the entry '{name}' has {entry.Length} bytes; {storage.Count} numbers of {storage.DataType} need more.");
        storage.FileOffset = entry.Offset;
    }

    private static void CheckByteOrder(FileStream file, Dictionary<string, (long Offset, long Length)> entries, string folder, string path)
    {
        if (!entries.TryGetValue(folder + ByteOrder, out var entry)) return; // files before PyTorch 2.0 are little-endian and do not say so
        file.Position = entry.Offset;
        var order = Encoding.ASCII.GetString(new PickleReader(file, entry.Offset + entry.Length, path).Bytes(Math.Min(entry.Length, 16)));
        if (order != "little") throw new TorchFileException(path, $"byteorder must be little, was {order}. Save the file again on a little-endian machine.");
    }
}
