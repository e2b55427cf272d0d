using TorchSharp.Native;
using static TorchSharp.torch;

namespace TorchSharp.Modules;

/// <summary>The update of Adam (Kingma and Ba 2015) and AdamW (Loshchilov and Hutter 2019).</summary>
internal static class AdamStep
{
    private const int NotApplicable = 0;
    private const int Moved = 1;

    /// <summary>Moves all parameters that have a gradient: in one native pass over those whose memory allows it, the others as tensor operations.</summary>
    internal static void Apply(IReadOnlyList<IAdamState> all, AdamNumbers numbers)
    {
        var parts = new AdamPart[all.Count];
        for (int i = 0; i < parts.Length; i++) parts[i] = Part(all[i]);
        NativeError.ThrowIfFailed(NativeMethods.nt_adam_step(parts, parts.Length, in numbers), "Adam.step");
        for (int i = 0; i < parts.Length; i++)
            if (parts[i].Done == Moved || (parts[i].Done == NotApplicable && MovePlainly(all[i], numbers))) all[i].Step++;
        GC.KeepAlive(all);
    }

    // Without a handle the native pass leaves it alone.
    private static AdamPart Part(IAdamState state) => state.Tensors is { Largest: null } t
        ? new() { Parameter = t.Parameter.Handle, Mean = t.Mean.Handle, Square = t.Square.Handle, Step = state.Step + 1 }
        : default;

    private static bool MovePlainly(IAdamState state, AdamNumbers numbers)
    {
        var t = state.Tensors;
        using Tensor? gradient = t.Parameter.grad;
        if (gradient is null) return false;
        ApplyPlain(t.Parameter, gradient, numbers, state.Step + 1, t.Mean, t.Square, t.Largest);
        return true;
    }

    /// <summary>The plain formulation, on any device and dtype.</summary>
    internal static void ApplyPlain(Tensor parameter, Tensor gradient, AdamNumbers n, long step, Tensor mean, Tensor square, Tensor? largest)
    {
        Tensor g = n.Maximize != 0 ? -gradient : gradient;
        if (n.Decoupled != 0) parameter.mul_(1 - (n.LearningRate * n.WeightDecay));
        else if (n.WeightDecay != 0) g = g.add(parameter, n.WeightDecay);
        mean.mul_(n.Beta1).add_(g, 1 - n.Beta1);
        square.mul_(n.Beta2).addcmul_(g, g, 1 - n.Beta2);
        Tensor bound = square;
        if (largest is not null)
        {
            largest.copy_(maximum(largest, square));
            bound = largest;
        }
        Tensor denominator = bound.sqrt().div_(Math.Sqrt(1 - Math.Pow(n.Beta2, step))).add_(n.Epsilon);
        parameter.addcdiv_(mean, denominator, -n.LearningRate / (1 - Math.Pow(n.Beta1, step)));
    }
}
