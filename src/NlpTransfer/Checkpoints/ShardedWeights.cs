using System.Text.Json;
using static TorchSharp.torch;

namespace NlpTransfer.Checkpoints;

/// <summary>Weights in several files beside an index, as Hugging Face writes what is too large for one: <c>weight_map</c> says which file has which tensor.</summary>
public sealed class ShardedWeights : IWeightFile
{
    /// <summary>How an index is called.</summary>
    public const string Extension = ".index.json";

    private readonly Dictionary<string, IWeightFile> byName = new(StringComparer.Ordinal);
    private readonly Dictionary<string, IWeightFile> shards = new(StringComparer.Ordinal);
    private readonly string path;

    private ShardedWeights(string path) => this.path = path;

    public WeightFormat Format => WeightFormat.Sharded;

    public IReadOnlyList<WeightEntry> Entries { get; private set; } = [];

    public IReadOnlyDictionary<string, string> Metadata { get; private set; } = new Dictionary<string, string>();

    /// <summary>The files that hold the tensors.</summary>
    public IReadOnlyCollection<string> Shards => shards.Keys;

    /// <exception cref="SafetensorsException">The index or a shard is broken, or they do not fit each other.</exception>
    /// <exception cref="FileNotFoundException">There is no such index, or a shard is missing.</exception>
    public static ShardedWeights Open(string path)
    {
        var map = ReadMap(path);
        var opened = new ShardedWeights(path);
        try
        {
            opened.Entries = [.. map.Select(m => opened.Add(m.Key, m.Value))];
            opened.Metadata = new Dictionary<string, string> { ["shards"] = $"{opened.shards.Count}" };
            return opened;
        }
        catch
        {
            opened.Dispose();
            throw;
        }
    }

    public Tensor Read(string name) => byName.TryGetValue(name, out var shard)
        ? shard.Read(name)
        : throw new KeyNotFoundException($"{path} has no tensor '{name}'.{NameSuggestion.DidYouMean(name, byName.Keys)} It has {byName.Count}.");

    public void Dispose()
    {
        foreach (var shard in shards.Values) shard.Dispose();
    }

    private WeightEntry Add(string name, string file)
    {
        if (!shards.TryGetValue(file, out var shard)) shards[file] = shard = OpenShard(file);
        byName[name] = shard;
        return shard.Entries.FirstOrDefault(e => e.Name == name) ?? throw new SafetensorsException(path, $"weight_map says that {file} has the tensor '{name}', but it has not. The files belong to different models.");
    }

    // An index must not lead out of its folder: it may come from anyone.
    private IWeightFile OpenShard(string file)
    {
        if (file.Length == 0 || file != Path.GetFileName(file) || file is "." or "..") throw new SafetensorsException(path, $"weight_map must name files beside the index, was '{file}'.");
        var shard = Path.Combine(Path.GetDirectoryName(path) ?? "", file);
        if (!File.Exists(shard)) throw new FileNotFoundException($"{path} names the file {file}, which is not beside it. Fetch every shard of the model.", shard);
        return WeightFile.Detect(shard) == WeightFormat.Sharded ? throw new SafetensorsException(path, $"weight_map must name weight files; {file} is an index.") : WeightFile.Open(shard);
    }

    private static Dictionary<string, string> ReadMap(string path)
    {
        try
        {
            using var document = JsonDocument.Parse(File.ReadAllBytes(path));
            if (document.RootElement.ValueKind == JsonValueKind.Object && document.RootElement.TryGetProperty("weight_map", out var map) && map.ValueKind == JsonValueKind.Object)
                return map.EnumerateObject().ToDictionary(p => p.Name, p => p.Value.GetString() ?? "", StringComparer.Ordinal);
            throw new SafetensorsException(path, "expected a JSON object with weight_map, an object from tensors to files.");
        }
        catch (Exception error) when (error is JsonException or InvalidOperationException or ArgumentException)
        {
            throw new SafetensorsException(path, $"expected a JSON object with weight_map, an object from tensors to files: {error.Message}");
        }
    }
}
