using static TorchSharp.torch;

namespace NlpTransfer.Checkpoints;

/// <summary>Opens weights of every format: safetensors, PyTorch's two, and either of them in shards.</summary>
public static class WeightFile
{
    private const int HeadBytes = 16, SafetensorsBrace = 8;

    /// <summary>What a model's folder in Hugging Face's layout may call its weights, in the order they are looked for.</summary>
    public static IReadOnlyList<string> FolderNames { get; } =
        ["model.safetensors", "model.safetensors.index.json", "pytorch_model.bin", "pytorch_model.bin.index.json"];

    /// <summary>Opens a file by its content: <c>.safetensors</c>, <c>.bin</c>, <c>.pt</c>, <c>.pth</c>, or an <c>.index.json</c>.</summary>
    /// <exception cref="FileNotFoundException">There is no such file.</exception>
    /// <exception cref="SafetensorsException">The file is broken.</exception>
    /// <exception cref="TorchFileException">The file is broken, or asks for something that tensors do not need.</exception>
    public static IWeightFile Open(string path) => Detect(path) switch
    {
        WeightFormat.TorchZip or WeightFormat.TorchLegacy => TorchFile.Open(path),
        WeightFormat.Sharded => ShardedWeights.Open(path),
        _ => SafetensorsReader.Open(path), // which says what is wrong with anything else
    };

    /// <summary>Opens the weights of a model's folder in Hugging Face's layout.</summary>
    /// <exception cref="FileNotFoundException">The folder has none of <see cref="FolderNames"/>.</exception>
    public static IWeightFile OpenFolder(string folder) => Open(PathIn(folder));

    /// <summary>The file that <see cref="OpenFolder"/> opens.</summary>
    /// <exception cref="FileNotFoundException">The folder has none of <see cref="FolderNames"/>.</exception>
    public static string PathIn(string folder) =>
        FolderNames.Select(n => Path.Combine(folder, n)).FirstOrDefault(File.Exists)
        ?? throw new FileNotFoundException($"Expected a model's folder with {string.Join(" or ", FolderNames)}, found none in {folder}.", Path.Combine(folder, FolderNames[0]));

    /// <summary>The format that the first bytes show; null for a file that holds no weights.</summary>
    /// <exception cref="FileNotFoundException">There is no such file.</exception>
    public static WeightFormat? Detect(string path)
    {
        using var file = File.OpenRead(path);
        Span<byte> head = stackalloc byte[HeadBytes];
        head = head[..file.ReadAtLeast(head, HeadBytes, throwOnEndOfStream: false)];
        if (head.StartsWith("PK\x03\x04"u8)) return WeightFormat.TorchZip;
        if (TorchLegacy.IsPickle(head)) return WeightFormat.TorchLegacy;
        if (path.EndsWith(ShardedWeights.Extension, StringComparison.OrdinalIgnoreCase)) return WeightFormat.Sharded;
        var isSafetensors = head.Length > SafetensorsBrace && head[SafetensorsBrace] == '{' && BitConverter.ToUInt64(head) < (ulong)file.Length;
        return isSafetensors ? WeightFormat.Safetensors : null;
    }

    /// <summary>Copies every tensor out; the caller owns them.</summary>
    public static Dictionary<string, Tensor> ReadAll(this IWeightFile file) => file.Entries.ToDictionary(e => e.Name, e => file.Read(e.Name), StringComparer.Ordinal);
}
