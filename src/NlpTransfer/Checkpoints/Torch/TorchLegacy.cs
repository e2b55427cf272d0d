using System.Numerics;

namespace NlpTransfer.Checkpoints;

/// <summary>What <c>torch.save</c> wrote before PyTorch 1.6: four pickles (magic number, version, machine, object), the storages' keys, their numbers.</summary>
internal static class TorchLegacy
{
    private const long Version = 1001;

    private static readonly BigInteger Magic = BigInteger.Parse("119547037146038801333356", System.Globalization.CultureInfo.InvariantCulture);

    /// <summary>Whether a file begins with a pickle's protocol.</summary>
    public static bool IsPickle(ReadOnlySpan<byte> head) => head.Length > 2 && head[0] == 0x80 && head[1] is >= 2 and <= 5;

    /// <summary>The saved object, its storages placed in the file.</summary>
    public static object? Read(FileStream file, string path)
    {
        var reader = new PickleReader(file, file.Length, path);
        CheckHead(reader, path);
        var storages = new TorchStorages(reader);
        var root = new Unpickler(reader, storages.Resolve).Load();
        if (new Unpickler(reader).Load() is not List<object?> keys) throw reader.Fault("expected the list of storages behind the object.");
        foreach (var key in keys) Place(reader, file, storages, key as string ?? throw reader.Fault("expected a storage's key, a text."));
        if (storages.ByKey.Values.FirstOrDefault(s => !s.IsPlaced) is { } missing) throw new TorchFileException(path, $"the file lacks the storage '{missing.Key}', which holds a tensor.");
        return root;
    }

    private static void CheckHead(PickleReader reader, string path)
    {
        if (new Unpickler(reader).Load() is not BigInteger magic || magic != Magic)
            throw new TorchFileException(path, "expected PyTorch's magic number at the beginning, found another pickle. Save the state_dict with torch.save, or as safetensors.");
        if (new Unpickler(reader).Load() is not Version) throw reader.Fault($"expected version {Version}.");
        if (new Unpickler(reader).Load() is not PickleDictionary machine || machine.ByName().GetValueOrDefault("little_endian") is not true)
            throw reader.Fault("expected numbers of a little-endian machine.");
    }

    private static void Place(PickleReader reader, FileStream file, TorchStorages storages, string key)
    {
        if (!storages.ByKey.TryGetValue(key, out var storage)) throw reader.Fault($"no tensor speaks of the storage '{key}'.");
        var count = reader.Int64();
        if (count != storage.Count) throw reader.Fault($"storage '{key}' has {count} numbers, expected {storage.Count}.");
        if ((Int128)count * storage.ItemBytes > file.Length - file.Position) throw reader.Fault($"storage '{key}' of {count} numbers reaches beyond the file; it is cut off.");
        storage.FileOffset = file.Position;
        file.Position += count * storage.ItemBytes;
    }
}
