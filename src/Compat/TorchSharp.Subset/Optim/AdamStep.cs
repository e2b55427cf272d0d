using TorchSharp.Native;
using static TorchSharp.torch;

namespace TorchSharp.Modules;

/// <summary>The update of Adam (Kingma and Ba 2015) and AdamW (Loshchilov and Hutter 2019) for one parameter.</summary>
internal static class AdamStep
{
    private const int NotApplicable = 0;
    private const int NoGradient = 2;

    /// <summary>In one native pass where the memory allows it, else as tensor operations.</summary>
    /// <returns>False when the parameter has no gradient: nothing was changed.</returns>
    internal static bool Apply(Parameter parameter, AdamNumbers numbers, Tensor mean, Tensor square, Tensor? largest)
    {
        int done = largest is null ? ApplyNative(parameter, numbers, mean, square) : NotApplicable;
        if (done != NotApplicable) return done != NoGradient;
        using Tensor? gradient = parameter.grad;
        if (gradient is null) return false;
        ApplyPlain(parameter, gradient, numbers, mean, square, largest);
        return true;
    }

    private static int ApplyNative(Parameter parameter, AdamNumbers numbers, Tensor mean, Tensor square)
    {
        int failed = NativeMethods.nt_adam_step(parameter.Handle, mean.Handle, square.Handle, in numbers, out int done);
        NativeError.ThrowIfFailed(failed, "Adam.step");
        return done;
    }

    /// <summary>The plain formulation, on any device and dtype.</summary>
    internal static void ApplyPlain(Tensor parameter, Tensor gradient, AdamNumbers n, Tensor mean, Tensor square, Tensor? largest)
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
        Tensor denominator = bound.sqrt().div_(Math.Sqrt(1 - Math.Pow(n.Beta2, n.Step))).add_(n.Epsilon);
        parameter.addcdiv_(mean, denominator, -n.LearningRate / (1 - Math.Pow(n.Beta1, n.Step)));
    }
}
