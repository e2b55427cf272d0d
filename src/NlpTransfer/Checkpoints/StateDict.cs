using TorchSharp;
using static TorchSharp.torch;

namespace NlpTransfer.Checkpoints;

/// <summary>Moves tensors by name into a module.</summary>
public static class StateDict
{
    private const int Shown = 5;

    /// <summary>Copies the tensors into the module's parameters and persistent buffers, converting types, after all names and shapes were compared.</summary>
    /// <param name="module">Unchanged when anything does not fit.</param>
    /// <param name="source">For messages: the file or model they come from.</param>
    /// <param name="isElsewhere">Names that another file holds; neither asked for nor accepted here.</param>
    /// <exception cref="StateDictException">Names or shapes do not fit; the message lists the first of each kind and the counts.</exception>
    public static void Load(nn.Module module, IReadOnlyDictionary<string, Tensor> tensors, string source, Func<string, bool>? isElsewhere = null) =>
        Load(module, tensors.ToDictionary(t => t.Key, t => t.Value.shape), (name, target) => target.copy_(tensors[name]), source, isElsewhere);

    /// <summary>The same without holding all tensors at once.</summary>
    /// <param name="module">Unchanged when anything does not fit.</param>
    /// <param name="shapes">Of each tensor that there is.</param>
    /// <param name="copy">Copies the tensor of a name into the model's.</param>
    /// <param name="source">For messages.</param>
    /// <param name="isElsewhere">Names that are neither asked for nor accepted.</param>
    internal static void Load(nn.Module module, IReadOnlyDictionary<string, long[]> shapes, Action<string, Tensor> copy, string source, Func<string, bool>? isElsewhere = null)
    {
        var targets = module.state_dict().Where(t => isElsewhere?.Invoke(t.Key) != true).ToDictionary();
        var missing = targets.Keys.Where(k => !shapes.ContainsKey(k)).ToArray();
        var unexpected = shapes.Keys.Where(k => !targets.ContainsKey(k)).ToArray();
        var misshaped = targets.Where(t => shapes.TryGetValue(t.Key, out var found) && !found.SequenceEqual(t.Value.shape))
            .Select(t => $"{t.Key} (expected {Shape(t.Value.shape)}, found {Shape(shapes[t.Key])})").ToArray();
        if (missing.Length + unexpected.Length + misshaped.Length > 0)
            throw new StateDictException(source, missing, unexpected, misshaped, Describe(source, missing, unexpected, misshaped));
        using var guard = no_grad();
        foreach (var (name, target) in targets) copy(name, target);
    }

    private static string Describe(string source, string[] missing, string[] unexpected, string[] misshaped) =>
        $"{source} does not fit the model:{List("missing", missing)}{List("unexpected", unexpected)}{List("wrong shape", misshaped)} Use the weights of this model, or the model of these weights.";

    private static string List(string kind, string[] names) => names.Length == 0 ? "" :
        $" {names.Length} {kind}: {string.Join(", ", names.Take(Shown))}{(names.Length > Shown ? ", ..." : "")}.";

    private static string Shape(long[] shape) => $"[{string.Join(", ", shape)}]";
}
