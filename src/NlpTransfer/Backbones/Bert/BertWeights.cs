using NlpTransfer.Checkpoints;
using TorchSharp;
using static TorchSharp.torch;

namespace NlpTransfer.Backbones;

/// <summary>An encoder's weights in a Hugging Face folder, under whatever prefix and spelling they were written.</summary>
/// <param name="Backbone">Keys as <see cref="BertBackbone"/> has them.</param>
/// <param name="Head">Keys as <c>Head</c> has them, empty without a classification head.</param>
internal sealed record BertWeights(IReadOnlyDictionary<string, Tensor> Backbone, IReadOnlyDictionary<string, Tensor> Head)
{
    private const string Prefix = "bert.", Classifier = "classifier.", HiddenLayers = "head.";

    /// <summary>Reads the folder's weights, in whatever format; the caller owns the tensors.</summary>
    /// <exception cref="FileNotFoundException">The folder has none.</exception>
    public static BertWeights Read(string folder)
    {
        using var reader = WeightFile.OpenFolder(folder);
        var (backbone, head) = (new Dictionary<string, Tensor>(), new Dictionary<string, Tensor>());
        foreach (var entry in reader.Entries)
        {
            var key = Normalised(entry.Name);
            if (key.EndsWith("position_ids", StringComparison.Ordinal)) continue; // a buffer that counts from zero
            if (key.StartsWith(Classifier, StringComparison.Ordinal)) head[key] = Float(reader.Read(entry.Name));
            else if (key.StartsWith(HiddenLayers, StringComparison.Ordinal)) head[key[HiddenLayers.Length..]] = Float(reader.Read(entry.Name));
            else if (!key.StartsWith("cls.", StringComparison.Ordinal)) backbone[key] = Float(reader.Read(entry.Name));
        }
        return new(backbone, head);
    }

    /// <summary>Copies the encoder's weights into a backbone; layers and a pooler that the backbone does not have are left out.</summary>
    /// <exception cref="StateDictException">Names or shapes do not fit.</exception>
    /// <param name="layers">How many layers the file should have; null as many as the backbone.</param>
    public void LoadInto(BertBackbone backbone, string source, int? layers = null)
    {
        var used = Backbone.Where(t => backbone.Pooling == BertPooling.Cls || !t.Key.StartsWith("pooler.", StringComparison.Ordinal))
            .Where(t => !IsCutOff(t.Key, backbone.Config.NumHiddenLayers, layers ?? 0)).ToDictionary();
        StateDict.Load(backbone, used, source);
    }

    private static bool IsCutOff(string key, int kept, int layers) =>
        key.Split('.') is ["encoder", "layer", var number, ..] && int.TryParse(number, out var layer) && layer >= kept && layer < layers;

    // Checkpoints converted from TensorFlow call a norm's weight gamma and its bias beta.
    private static string Normalised(string name)
    {
        if (name.StartsWith(Prefix, StringComparison.Ordinal)) name = name[Prefix.Length..];
        return name.Replace(".gamma", ".weight", StringComparison.Ordinal).Replace(".beta", ".bias", StringComparison.Ordinal);
    }

    private static Tensor Float(Tensor tensor)
    {
        if (tensor.dtype == ScalarType.Float32) return tensor;
        using (tensor) return tensor.to(ScalarType.Float32);
    }
}
