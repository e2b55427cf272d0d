using NlpTransfer.Backbones;
using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace NlpTransfer.Classifiers;

/// <summary>
/// A backbone with its weights drawn anew, each tensor with its own mean and deviation, until this is disposed; then everything
/// is as it was. Zeros (padding rows) stay zero, and BatchNorm normalises by the batch, because its statistics fit other weights.
/// </summary>
internal sealed class RandomWeights : IDisposable
{
    private readonly Backbone backbone;
    private readonly List<(Tensor Live, Tensor Copy)> kept = [];

    public RandomWeights(Backbone backbone, long seed)
    {
        this.backbone = backbone;
        foreach (var group in backbone.LayerGroups) group.History.Trains();
        using var guard = no_grad();
        using var scope = NewDisposeScope();
        var norms = backbone.modules().OfType<BatchNorm>().ToArray();
        var statistics = norms.SelectMany(n => n.named_buffers(recurse: false)).Select(b => b.buffer.Handle).ToHashSet();
        using var generator = new Generator((ulong)seed, CPU);
        foreach (var live in backbone.state_dict().Values.Where(t => t.is_floating_point() || statistics.Contains(t.Handle)))
        {
            kept.Add((live, live.clone().DetachFromDisposeScope()));
            if (!statistics.Contains(live.Handle) && live.numel() > 0) live.copy_(Redrawn(live, generator));
        }
        foreach (var norm in norms) norm.train();
    }

    /// <summary>Draws them for good.</summary>
    public static void Draw(Backbone backbone, long seed)
    {
        var drawn = new RandomWeights(backbone, seed);
        foreach (var (_, copy) in drawn.kept) copy.Dispose();
        backbone.eval();
    }

    public void Dispose()
    {
        using var guard = no_grad();
        foreach (var (live, copy) in kept)
        {
            live.copy_(copy);
            copy.Dispose();
        }
        backbone.eval();
    }

    private static Tensor Redrawn(Tensor live, Generator generator)
    {
        var deviation = live.numel() > 1 ? live.std().ToDouble() : 0;
        return ((randn(live.shape, generator: generator).to(live.device) * deviation) + live.mean()) * live.ne(0);
    }
}
