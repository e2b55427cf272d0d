using NlpTransfer.Embeddings;
using TorchSharp;
using static TorchSharp.torch;

namespace NlpTransfer.Checkpoints;

/// <summary>
/// A safetensors file, memory-mapped: opening costs the header, a tensor costs one copy when it is read. Executes nothing.
/// Format: github.com/huggingface/safetensors, README, section "Format".
/// </summary>
public sealed class SafetensorsReader : IWeightFile
{
    private readonly MappedFile file;
    private readonly Dictionary<string, SafetensorsEntry> byName;
    private readonly string path;

    private SafetensorsReader(string path, MappedFile file, IReadOnlyList<SafetensorsEntry> entries, IReadOnlyDictionary<string, string> metadata)
    {
        (this.path, this.file, Entries, Metadata) = (path, file, entries, metadata);
        byName = entries.ToDictionary(e => e.Name, StringComparer.Ordinal);
    }

    public WeightFormat Format => WeightFormat.Safetensors;

    /// <summary>The tensors, in the order of the header.</summary>
    public IReadOnlyList<SafetensorsEntry> Entries { get; }

    IReadOnlyList<WeightEntry> IWeightFile.Entries => Entries;

    /// <summary>What <c>__metadata__</c> holds; empty when it is not there.</summary>
    public IReadOnlyDictionary<string, string> Metadata { get; }

    /// <exception cref="SafetensorsException">Header, sizes or offsets are wrong.</exception>
    /// <exception cref="FileNotFoundException">There is no such file.</exception>
    public static SafetensorsReader Open(string path)
    {
        using var stream = File.OpenRead(path);
        var (entries, metadata) = SafetensorsHeader.Read(stream, path);
        return new(path, new MappedFile(path, stream.Length), entries, metadata);
    }

    /// <summary>Copies one tensor out, with the type and shape it has in the file; the caller owns it.</summary>
    /// <exception cref="KeyNotFoundException">The file has no tensor of that name.</exception>
    public Tensor Read(string name)
    {
        if (!byName.TryGetValue(name, out var entry))
            throw new KeyNotFoundException($"{path} has no tensor '{name}'.{NameSuggestion.DidYouMean(name, byName.Keys)} It has {byName.Count}.");
        if (entry.Bytes > int.MaxValue) throw new NotSupportedException($"{path}: tensor '{name}' has {entry.Bytes} bytes; more than {int.MaxValue} are not supported.");
        var tensor = empty([.. entry.Shape], dtype: entry.DataType);
        if (entry.Bytes > 0) file.Section<byte>(entry.Offset, entry.Bytes).Slice(0, (int)entry.Bytes).CopyTo(tensor.bytes);
        return tensor;
    }

    public void Dispose() => file.Dispose();
}
