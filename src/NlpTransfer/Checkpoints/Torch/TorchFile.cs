using NlpTransfer.Embeddings;
using TorchSharp;
using static TorchSharp.torch;

namespace NlpTransfer.Checkpoints;

/// <summary>
/// Tensors that <c>torch.save</c> wrote (<c>.bin</c>, <c>.pt</c>, <c>.pth</c>), in the archive's form or the one before PyTorch 1.6.
/// Memory-mapped: a tensor costs one copy when it is read. Executes nothing. A checkpoint that holds its state_dict under
/// <c>state_dict</c>, <c>model_state_dict</c>, <c>model</c>, <c>module</c> or <c>weights</c> is read from there.
/// </summary>
public sealed class TorchFile : IWeightFile
{
    private static readonly string[] Wrappers = ["state_dict", "model_state_dict", "model", "module", "weights"];

    private const int WrapperLevels = 2; // a dictionary may hold itself

    private readonly MappedFile file;
    private readonly OrderedDictionary<string, TorchTensor> tensors;
    private readonly string path;

    private TorchFile(string path, WeightFormat format, MappedFile file, OrderedDictionary<string, TorchTensor> tensors)
    {
        (this.path, Format, this.file, this.tensors) = (path, format, file, tensors);
        Entries = [.. tensors.Select(t => new WeightEntry(t.Key, t.Value.Storage.DataType, t.Value.Shape, t.Value.Count * t.Value.Storage.ItemBytes))];
    }

    public WeightFormat Format { get; }

    public IReadOnlyList<WeightEntry> Entries { get; }

    public IReadOnlyDictionary<string, string> Metadata { get; } = new Dictionary<string, string>();

    /// <exception cref="TorchFileException">The file is broken, or asks for something that tensors do not need.</exception>
    /// <exception cref="FileNotFoundException">There is no such file.</exception>
    public static TorchFile Open(string path)
    {
        var format = WeightFile.Detect(path);
        if (format is not (WeightFormat.TorchZip or WeightFormat.TorchLegacy)) throw new TorchFileException(path, "expected what torch.save writes: an archive, or a pickle of protocol 2; found something else.");
        using var stream = File.OpenRead(path);
        var root = format == WeightFormat.TorchZip ? TorchZip.Read(stream, path) : TorchLegacy.Read(stream, path);
        return new(path, format.Value, new MappedFile(path, stream.Length), Tensors(root, path));
    }

    public Tensor Read(string name)
    {
        if (!tensors.TryGetValue(name, out var found))
            throw new KeyNotFoundException($"{path} has no tensor '{name}'.{NameSuggestion.DidYouMean(name, tensors.Keys)} It has {tensors.Count}.");
        var (storage, bytes) = (found.Storage, found.Span * found.Storage.ItemBytes);
        if (bytes > int.MaxValue) throw new NotSupportedException($"{path}: tensor '{name}' has {bytes} bytes; more than {int.MaxValue} are not supported.");
        var span = empty(found.IsContiguous ? found.Shape : [found.Span], dtype: storage.DataType);
        if (bytes > 0) file.Section<byte>(storage.FileOffset + (found.Offset * storage.ItemBytes), bytes).Slice(0, (int)bytes).CopyTo(span.bytes);
        if (found.IsContiguous) return span;
        using (span)
        using (var view = span.as_strided(found.Shape, found.Strides)) return view.contiguous();
    }

    public void Dispose() => file.Dispose();

    private static OrderedDictionary<string, TorchTensor> Tensors(object? root, string path)
    {
        var names = (root as PickleDictionary ?? throw new TorchFileException(path, "expected a dictionary of tensors (a state_dict), found something else. Save model.state_dict().")).ByName();
        for (var level = 0; level <= WrapperLevels; level++)
        {
            var direct = Direct(names);
            if (direct.Count > 0) return direct;
            if (Wrappers.Select(w => names.GetValueOrDefault(w)).OfType<PickleDictionary>().FirstOrDefault() is not { } inner) break;
            names = inner.ByName();
        }
        throw new TorchFileException(path, $"expected tensors, or a state_dict under one of {string.Join(", ", Wrappers)}; found {(names.Count == 0 ? "nothing" : string.Join(", ", names.Keys.Take(10)))}.");
    }

    private static OrderedDictionary<string, TorchTensor> Direct(OrderedDictionary<string, object?> names) =>
        new(names.Where(n => n.Value is TorchTensor).Select(n => KeyValuePair.Create(n.Key, (TorchTensor)n.Value!)), StringComparer.Ordinal);
}
