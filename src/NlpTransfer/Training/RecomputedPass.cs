using NlpTransfer.Backbones;
using NlpTransfer.Heads;
using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace NlpTransfer.Training;

/// <summary>
/// One pass that keeps what flows between layer groups and nothing within them: backward computes each group once more (Chen et al.
/// 2016, "Training deep nets with sublinear memory cost"), from the same state of the generator, so that dropout drops the same.
/// </summary>
internal sealed class RecomputedPass
{
    // What stands on the last block is small, and a block whose output is pooled computes no more than pooling asks for.
    private static readonly string[] OnTop = [ClassificationModel.HeadGroup, EncoderFamily.PoolerGroup, "pooling"];

    private readonly LayeredModel model;
    private readonly int last;
    private readonly Stack<(int Group, Activations Input, Tensor Generator)> kept = new();
    private Tensor? top;

    /// <exception cref="ArgumentException">The model has what a second pass would change or draw anew.</exception>
    public RecomputedPass(LayeredModel model, Device device)
    {
        if (device.type != DeviceType.CPU) throw new ArgumentException($"CheckpointActivations is for the CPU, whose generator can be set back; the device is {device}. Leave it out.");
        if (model.modules().Any(m => m is BatchNorm1d or BatchNorm2d or BatchNorm3d)) throw new ArgumentException("CheckpointActivations is not for networks with BatchNorm, whose statistics would count every batch twice. Leave it out.");
        this.model = model;
        last = Math.Max(0, model.GroupNames.ToList().FindLastIndex(name => !OnTop.Contains(name)));
    }

    /// <summary>As the model's own, up to the last bit.</summary>
    public Activations Forward(Activations input, int from)
    {
        kept.Clear();
        var lowest = Enumerable.Range(0, last).FirstOrDefault(g => model.LayerGroups[g].Parameters.Any(p => p.requires_grad), last);
        for (var group = from; group < last; group++)
        {
            if (group >= lowest) kept.Push((group, input, random.get_rng_state()));
            input = Alone(group, input);
        }
        (top, input) = Leaf(input);
        return model.Forward(input, Math.Max(from, last), model.LayerGroups.Count);
    }

    /// <summary>The gradients of everything that trains.</summary>
    public void Backward(Tensor loss)
    {
        loss.backward();
        if (kept.Count == 0) return;
        using var after = random.get_rng_state();
        var gradient = top?.grad;
        while (kept.TryPop(out var step) && gradient is not null) gradient = Again(step.Group, step.Input, step.Generator, gradient);
        random.set_rng_state(after);
    }

    private Tensor? Again(int group, Activations input, Tensor generator, Tensor gradient)
    {
        using var scope = NewDisposeScope();
        random.set_rng_state(generator);
        var (leaf, again) = Leaf(input);
        var output = model.Forward(again, group, group + 1).Values;
        if (output.requires_grad) output.backward([gradient]);
        return leaf?.grad?.MoveToOuterDisposeScope();
    }

    // What a group needs to compute goes as soon as it has.
    private Activations Alone(int group, Activations input)
    {
        using var scope = NewDisposeScope();
        using var guard = no_grad();
        var output = model.Forward(input, group, group + 1);
        if (output.Taps is not null) throw new ArgumentException("CheckpointActivations is not for features of several layers, whose gradients enter halfway. Leave it or Taps out.");
        return new(Out(output.Values, input), output.Mask is null ? null : Out(output.Mask, input), output.TokenTypes is null ? null : Out(output.TokenTypes, input));
    }

    private static Tensor Out(Tensor tensor, Activations input) =>
        ReferenceEquals(tensor, input.Values) || ReferenceEquals(tensor, input.Mask) || ReferenceEquals(tensor, input.TokenTypes) ? tensor : tensor.MoveToOuterDisposeScope();

    // Ids have no gradient; what flows above them does.
    private static (Tensor? Leaf, Activations Input) Leaf(Activations input)
    {
        if (!input.Values.is_floating_point()) return (null, input);
        var leaf = input.Values.detach();
        leaf.requires_grad = true;
        return (leaf, input with { Values = leaf });
    }
}
