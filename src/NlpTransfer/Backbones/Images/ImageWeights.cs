using NlpTransfer.Checkpoints;
using NlpTransfer.Heads;
using TorchSharp;
using static TorchSharp.torch;

namespace NlpTransfer.Backbones;

/// <summary>An image network's weights, divided into what lies below the classifier and the classifier itself.</summary>
/// <param name="Architecture">The network they are of.</param>
/// <param name="Backbone">Keys as <see cref="ImageBackbone"/> has them.</param>
/// <param name="Head">Keys as <c>Head</c> has them; empty where the weights end below a classifier.</param>
internal sealed record ImageWeights(ImageArchitecture Architecture, IReadOnlyDictionary<string, Tensor> Backbone, IReadOnlyDictionary<string, Tensor> Head)
{
    private const string Parallel = "module.", Counter = "num_batches_tracked", OwnHead = "head.";

    /// <summary>The classes of the classifier; null without one.</summary>
    public int? Classes => Head.TryGetValue("classifier.bias", out var bias) ? (int)bias.shape[0] : null;

    /// <summary>Strips what training on several devices put before the keys, and divides.</summary>
    public static ImageWeights From(IReadOnlyDictionary<string, Tensor> tensors, ImageArchitecture architecture)
    {
        var (body, head) = (new Dictionary<string, Tensor>(), new Dictionary<string, Tensor>());
        foreach (var (name, tensor) in tensors)
        {
            var key = name.StartsWith(Parallel, StringComparison.Ordinal) ? name[Parallel.Length..] : name;
            if (architecture.Unused is { } unused && key.StartsWith(unused, StringComparison.Ordinal)) continue;
            if (key.StartsWith(OwnHead, StringComparison.Ordinal)) head[key[OwnHead.Length..]] = tensor;
            else if (architecture.HeadKeys.FirstOrDefault(p => key.StartsWith(p, StringComparison.Ordinal)) is { } prefix) head["classifier." + key[prefix.Length..]] = tensor;
            else body[key] = tensor;
        }
        return new(architecture, body, head);
    }

    /// <summary>A model's tensors under the names that its network's usual implementation reads; hidden layers of the head, which that has not, under <c>head.</c>.</summary>
    public static IEnumerable<KeyValuePair<string, Tensor>> Named(ClassificationModel model)
    {
        var prefix = ((ImageBackbone)model.Backbone).Architecture.HeadKeys[0];
        return model.Backbone.state_dict().Concat(model.Head.state_dict().Select(t => KeyValuePair.Create(
            t.Key.StartsWith("classifier.", StringComparison.Ordinal) ? prefix + t.Key["classifier.".Length..] : OwnHead + t.Key, t.Value)));
    }

    /// <summary>Copies into a backbone, which may be cut off below and may read grey pictures.</summary>
    /// <exception cref="StateDictException">Names or shapes do not fit.</exception>
    public void LoadInto(ImageBackbone backbone, string source)
    {
        using var scope = NewDisposeScope();
        var own = backbone.state_dict();
        var fitting = Backbone.Where(t => own.ContainsKey(t.Key) || !IsCutOff(t.Key, backbone.Options)).ToDictionary();
        foreach (var counter in own.Keys.Where(k => k.EndsWith(Counter, StringComparison.Ordinal))) // older files have none
            fitting.TryAdd(counter, zeros(1, dtype: ScalarType.Int64).squeeze());
        if (fitting.TryGetValue(Architecture.StemKey, out var stem) && stem.ndim == 4) fitting[Architecture.StemKey] = ForChannels(stem, backbone.Options.InputChannels);
        StateDict.Load(backbone, fitting, source);
    }

    /// <summary>Copies the classifier.</summary>
    /// <exception cref="StateDictException">Its shape does not fit.</exception>
    public void LoadInto(Head head, string source) => StateDict.Load(head, Head, source);

    // What lies above a cut is not of another model; everything else that is too much is.
    private bool IsCutOff(string key, ImageBackboneOptions options) => options.TruncateAt is not null || key.StartsWith("classifier.", StringComparison.Ordinal);

    // A grey value stands for all three colours, so that its response is the sum of theirs.
    private static Tensor ForChannels(Tensor stem, int channels) =>
        channels == 1 && stem.shape[1] == 3 ? stem.sum([1L], keepdim: true) : stem; // (O, 1, K, K)
}
