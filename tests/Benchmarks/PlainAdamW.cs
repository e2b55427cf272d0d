using TorchSharp.Modules;
using static TorchSharp.torch;

/// <summary>AdamW (Loshchilov and Hutter 2019) as a chain of tensor operations, the way optimizers without a fused kernel run it.</summary>
internal sealed class PlainAdamW(IEnumerable<Parameter> parameters, double weightDecay)
{
    private const double Beta1 = 0.9, Beta2 = 0.999, Epsilon = 1e-8;

    private readonly (Parameter Weight, Tensor Mean, Tensor Square)[] all = [.. parameters.Select(p => (p, zeros_like(p).DetachFromDisposeScope(), zeros_like(p).DetachFromDisposeScope()))];
    private int steps;

    public void Step(double rate)
    {
        using var guard = no_grad();
        steps++;
        foreach (var (weight, mean, square) in all)
        {
            var gradient = weight.grad!;
            weight.mul_(1 - (rate * weightDecay));
            mean.mul_(Beta1).add_(gradient, alpha: 1 - Beta1);
            square.mul_(Beta2).addcmul_(gradient, gradient, value: 1 - Beta2);
            var root = (square.sqrt() / Math.Sqrt(1 - Math.Pow(Beta2, steps))).add_(Epsilon);
            weight.addcdiv_(mean, root, value: -rate / (1 - Math.Pow(Beta1, steps)));
            weight.grad = null;
        }
    }
}
