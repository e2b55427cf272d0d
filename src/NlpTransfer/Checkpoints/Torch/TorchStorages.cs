namespace NlpTransfer.Checkpoints;

/// <summary>The storages that a pickle speaks of, each once however many tensors view it.</summary>
internal sealed class TorchStorages(PickleReader reader)
{
    private readonly Dictionary<string, TorchStorage> byKey = new(StringComparer.Ordinal);

    public IReadOnlyDictionary<string, TorchStorage> ByKey => byKey;

    /// <summary>The storage of a persistent id: <c>('storage', type, key, location, count[, view])</c>.</summary>
    /// <exception cref="TorchFileException">The id names no storage, or an earlier one named the same with another size.</exception>
    public TorchStorage Resolve(object?[] id)
    {
        if (id is not ["storage", var type, string key, string, long count, ..] || TorchGlobals.StorageType(type) is not { } dataType || count < 0)
            throw reader.Fault("expected a storage with its type, key, location and count.");
        if (!byKey.TryGetValue(key, out var storage)) byKey[key] = storage = new(key, dataType, count);
        if (storage.DataType != dataType || storage.Count != count) throw reader.Fault($"storage '{key}' comes with {count} and with {storage.Count} numbers, or with two types.");
        return id is [_, _, _, _, _, object?[] view] ? Part(storage, view) : storage;
    }

    private TorchStorage Part(TorchStorage storage, object?[] view) =>
        view is [string key, long from, long length] && from >= 0 && length >= 0 && from <= storage.Count - length
            ? storage.Part(key, from, length)
            : throw reader.Fault($"expected a part of storage '{storage.Key}', which has {storage.Count} numbers.");
}
