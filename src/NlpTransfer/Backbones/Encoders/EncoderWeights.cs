using NlpTransfer.Checkpoints;
using TorchSharp;
using static TorchSharp.torch;

namespace NlpTransfer.Backbones;

/// <summary>An encoder's weights in a Hugging Face folder, under whatever prefix and spelling they were written.</summary>
internal sealed class EncoderWeights : IDisposable
{
    private const string Body = "body.";

    private static readonly string[] Buffers = ["position_ids", ".attn.bias", ".attn.masked_bias", "inv_freq"]; // the architecture gives them

    private readonly string path;
    private readonly EncoderFamily family;
    private readonly IWeightFile file;
    private readonly Dictionary<string, WeightEntry> byName = new(StringComparer.Ordinal);

    private readonly int? keptLayers;

    private EncoderWeights(string path, EncoderFamily family, IWeightFile file, int? keptLayers)
    {
        (this.path, this.family, this.file, this.keptLayers) = (path, family, file, keptLayers);
        foreach (var entry in file.Entries) byName.TryAdd(Normalised(entry.Name), entry);
    }

    /// <summary>Whether there is what stands between the pooled state and the head.</summary>
    public bool HasPooler => Has("pooler.dense.weight");

    /// <summary>Whether there is a classification head.</summary>
    public bool HasHead => Has("head.classifier.weight");

    /// <summary>Whether there is the head that guesses hidden tokens.</summary>
    public bool HasWordPredictions => Has("predictions.transform.dense.weight");

    /// <summary>Opens the folder's weights, in whatever format; nothing is read yet.</summary>
    /// <param name="folder">Hugging Face's or ours.</param>
    /// <param name="config">Says which family it is.</param>
    /// <param name="keptLayers">How many layers the model has, where the file may have more; null where it may not.</param>
    /// <param name="adapter">Gives what it holds whole in the encoder's place; null for none.</param>
    /// <param name="merges">Whether its additions are put into the weights; else the model has a <see cref="LoraAdapter"/>, which takes them itself.</param>
    /// <exception cref="FileNotFoundException">The folder has none.</exception>
    public static EncoderWeights Open(string folder, EncoderConfig config, int? keptLayers = null, AdapterFolder? adapter = null, bool merges = false)
    {
        var (path, family) = (WeightFile.PathIn(folder), EncoderFamilies.ByModelType(config.ModelType));
        var file = WeightFile.Open(path);
        return new(path, family, adapter is null ? file : new AdaptedWeights(file, adapter, family, merges), keptLayers);
    }

    /// <summary>Loads backbone and head.</summary>
    /// <param name="model">A <c>ClassificationModel</c>: keys <c>backbone.*</c> and <c>head.*</c>.</param>
    /// <exception cref="StateDictException">Names or shapes do not fit.</exception>
    public WeightReport LoadModel(nn.Module model) => Load(model, "", []);

    /// <summary>Loads a backbone; what the file lacks of its pooler stays as it is. The head is to be a new one.</summary>
    /// <exception cref="StateDictException">Names or shapes do not fit.</exception>
    public WeightReport LoadBackbone(EncoderBackbone backbone) => Load(backbone, "backbone.", ["head.classifier.weight", .. family.HeadHasBias ? ["head.classifier.bias"] : Array.Empty<string>()]);

    /// <summary>What stands between the pooled state and the head, under the reference's names; nothing where the file has none.</summary>
    public IEnumerable<KeyValuePair<string, Tensor>> Pooler() =>
        new[] { "pooler.dense.weight", "pooler.dense.bias" }.Where(Has).Select(key => KeyValuePair.Create(family.HubName(key), file.Read(Entry(key).Name)));

    public void Dispose() => file.Dispose();

    private WeightReport Load(nn.Module module, string prefix, IReadOnlyList<string> newKeys)
    {
        var keys = module.state_dict().Keys.Where(k => !LoraAdapter.IsKey(k)).ToArray();
        var found = keys.Where(k => Has(prefix + k)).ToDictionary(k => k, k => Entry(prefix + k));
        var isNew = keys.Except(found.Keys).Where(k => newKeys.Count > 0 && !k.StartsWith(Body, StringComparison.Ordinal)).ToHashSet();
        var left = file.Entries.Except(found.Values).Select(e => e.Name).Where(n => !Buffers.Any(b => n.EndsWith(b, StringComparison.Ordinal))).ToArray();
        var dropped = left.Where(n => IsOfDroppedLayer(n, keys)).ToArray();
        CheckLeft([.. left.Except(dropped)], keys, prefix);
        StateDict.Load(module, found.ToDictionary(f => f.Key, f => Shape(f.Key, f.Value)), (key, target) => Copy(key, found[key].Name, target), path, k => isNew.Contains(k) || LoraAdapter.IsKey(k));
        return new(path, file.Format, [.. found.Values.Select(e => e.Name)], [.. isNew.Select(k => prefix + k).Concat(newKeys).Select(family.HubName)],
            [.. left.Except(dropped)], dropped, [.. found.Where(f => family.IsTransposed(f.Key)).Select(f => f.Value.Name)]);
    }

    private void Copy(string key, string name, Tensor target)
    {
        using var scope = NewDisposeScope();
        var tensor = file.Read(name);
        target.copy_(family.IsTransposed(key) ? tensor.t() : tensor);
    }

    private long[] Shape(string key, WeightEntry entry) => family.IsTransposed(key) ? [.. entry.Shape.Reverse()] : [.. entry.Shape];

    // Heads of other tasks are of no use; what belongs to the encoder itself and fits nowhere means another architecture.
    private void CheckLeft(string[] left, string[] keys, string prefix)
    {
        var parts = keys.Select(k => prefix + k).Where(k => k.Contains(Body, StringComparison.Ordinal)).Select(k => FirstPart(Normalised(family.HubName(k)))).ToHashSet();
        var foreign = left.Where(n => parts.Contains(FirstPart(Normalised(n)))).ToArray();
        if (foreign.Length > 0)
            throw new StateDictException(path, [], foreign, [], $"{path} does not fit the model: {foreign.Length} unexpected: {string.Join(", ", foreign.Take(5))}{(foreign.Length > 5 ? ", ..." : "")}. The config.json beside it describes another encoder, of fewer layers or another kind.");
    }

    private bool IsOfDroppedLayer(string name, string[] keys) => LayerOf(name, keys) >= (keptLayers ?? int.MaxValue);

    // The number behind what the names of all layers begin with.
    private int LayerOf(string name, string[] keys)
    {
        var first = keys.First(k => k.Contains(Body, StringComparison.Ordinal) && k.Contains(".0.", StringComparison.Ordinal));
        var hub = Normalised(family.HubName(first[first.IndexOf(Body, StringComparison.Ordinal)..]));
        var start = hub[..(hub.IndexOf(".0.", StringComparison.Ordinal) + 1)];
        var normalised = Normalised(name);
        return normalised.StartsWith(start, StringComparison.Ordinal) && int.TryParse(normalised[start.Length..].Split('.')[0], out var layer) ? layer : -1;
    }

    private bool Has(string key) => byName.ContainsKey(Normalised(family.HubName(key)));

    private WeightEntry Entry(string key) => byName[Normalised(family.HubName(key))];

    private static string FirstPart(string name) => name.Split('.')[0];

    // Checkpoints converted from TensorFlow call a norm's weight gamma and its bias beta; files of a bare encoder have no prefix.
    private string Normalised(string name)
    {
        if (name.StartsWith(family.Prefix, StringComparison.Ordinal)) name = name[family.Prefix.Length..];
        return name.EndsWith(".gamma", StringComparison.Ordinal) ? name[..^5] + "weight" : name.EndsWith(".beta", StringComparison.Ordinal) ? name[..^4] + "bias" : name;
    }
}
