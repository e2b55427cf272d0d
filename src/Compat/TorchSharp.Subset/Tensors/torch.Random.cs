namespace TorchSharp;

// Random values, drawn from the given generator or the default one.
public static partial class torch
{
    public static Tensor binomial(Tensor count, Tensor probs, Generator? generator = null) => count.binomial(probs, generator);
}
