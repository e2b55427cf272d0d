using TorchSharp.Modules;
using static TorchSharp.torch;

/// <summary>An exponential moving average of weights, tensor by tensor, as it is usually written.</summary>
internal sealed class PlainAverage(IEnumerable<Parameter> parameters, double decay)
{
    private readonly (Parameter Weight, Tensor Copy)[] all = [.. parameters.Select(p => (p, p.detach().clone().DetachFromDisposeScope()))];

    public void Update()
    {
        using var guard = no_grad();
        foreach (var (weight, copy) in all) copy.mul_(decay).add_(weight, alpha: 1 - decay);
    }
}
