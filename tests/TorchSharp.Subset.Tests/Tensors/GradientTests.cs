using static TorchSharp.torch;

namespace TorchSharp.Tests.Tensors;

/// <summary>Gradients against central differences in Float64.</summary>
public class GradientTests
{
    private const double Step = 1e-5;
    private const double Tolerance = 1e-6;

    private static readonly Dictionary<string, (double[] At, Func<Tensor, Tensor> Function)> Functions = new()
    {
        ["add"] = ([1, -2, 3, 4], x => x.add(x)),
        ["mul"] = ([1, -2, 3, 4], x => x.mul(x)),
        ["div"] = ([1, -2, 3, 4], x => tensor(1.0).div(x)),
        ["pow"] = ([1, 2, 3, 4], x => x.pow(2.5)),
        ["number / x"] = ([1, -2, 3, 4], x => 2 / x),
        ["number - x"] = ([1, -2, 3, 4], x => 2 - x),
        ["exp"] = ([1, -2, 0.5, 0], x => x.exp()),
        ["log"] = ([1, 2, 0.5, 4], x => x.log()),
        ["sqrt"] = ([1, 2, 0.5, 4], x => x.sqrt()),
        ["rsqrt"] = ([1, 2, 0.5, 4], x => x.rsqrt()),
        ["sin"] = ([1, 2, 0.5, 4], x => x.sin()),
        ["tanh"] = ([1, -2, 0.5, 0], x => x.tanh()),
        ["sigmoid"] = ([1, -2, 0.5, 0], x => x.sigmoid()),
        ["erf"] = ([1, -2, 0.5, 0], x => x.erf()),
        ["gelu"] = ([1, -2, 0.5, 0.1], x => x.gelu()),
        ["silu"] = ([1, -2, 0.5, 0.1], x => x.silu()),
        ["relu"] = ([1, -2, 0.5, -0.1], x => x.relu()),
        ["leaky_relu"] = ([1, -2, 0.5, -0.1], x => x.leaky_relu(0.2)),
        ["softplus"] = ([1, -2, 0.5, -0.1], x => x.softplus()),
        ["softmax"] = ([1, -2, 0.5, 0], x => x.view(2, 2).softmax(1)),
        ["log_softmax"] = ([1, -2, 0.5, 0], x => x.log_softmax(0)),
        ["logsumexp"] = ([1, -2, 0.5, 0], x => x.logsumexp(0)),
        ["abs"] = ([1, -2, 0.5, -3], x => x.abs()),
        ["clamp"] = ([1, -2, 0.5, -3], x => x.clamp(-1.5, 0.75)),
        ["mean"] = ([1, -2, 0.5, -3], x => x.mean()),
        ["sum dim"] = ([1, -2, 0.5, -3], x => x.view(2, 2).sum(1)),
        ["prod"] = ([1, -2, 0.5, -3], x => x.prod()),
        ["var"] = ([1, -2, 0.5, -3], x => x.var()),
        ["std"] = ([1, -2, 0.5, -3], x => x.std()),
        ["norm"] = ([1, -2, 0.5, -3], x => x.norm()),
        ["max dim"] = ([1, -2, 0.5, -3], x => x.view(2, 2).max(1).values),
        ["cumsum"] = ([1, -2, 0.5, -3], x => x.cumsum(0)),
        ["cumprod"] = ([1, -2, 0.5, -3], x => x.cumprod(0)),
        ["sort"] = ([1, -2, 0.5, -3], x => x.sort().Values),
        ["topk"] = ([1, -2, 0.5, -3], x => x.topk(2).values),
        ["matmul"] = ([1, -2, 0.5, -3], x => x.view(2, 2).matmul(x.view(2, 2))),
        ["bmm"] = ([1, -2, 0.5, -3], x => x.view(1, 2, 2).bmm(x.view(1, 2, 2))),
        ["addmm"] = ([1, -2, 0.5, -3], x => x.view(2, 2).addmm(x.view(2, 2), x.view(2, 2).t(), 0.5f, 2)),
        ["einsum"] = ([1, -2, 0.5, -3], x => einsum("ij,kj->ik", x.view(2, 2), x.view(2, 2))),
        ["inverse"] = ([3, -2, 0.5, 4], x => x.view(2, 2).inverse()),
        ["det"] = ([3, -2, 0.5, 4], x => x.view(2, 2).det()),
        ["cat"] = ([1, -2, 0.5, -3], x => cat([x, x * 2])),
        ["stack"] = ([1, -2, 0.5, -3], x => stack([x, x.neg()])),
        ["index_select"] = ([1, -2, 0.5, -3], x => x.index_select(0, tensor(new long[] { 3, 0, 3 }))),
        ["gather"] = ([1, -2, 0.5, -3], x => x.gather(0, tensor(new long[] { 1, 1 }))),
        ["scatter_add"] = ([1, -2, 0.5, -3], x => x.scatter_add(0, tensor(new long[] { 0, 0 }), x.narrow(0, 2, 2))),
        ["masked_fill"] = ([1, -2, 0.5, -3], x => x.masked_fill(tensor(new[] { true, false, true, false }), 9)),
        ["where"] = ([1, -2, 0.5, -3], x => where(x.gt(0), x * 3, x * x)),
        ["permute"] = ([1, -2, 0.5, -3], x => x.view(2, 2).permute(1, 0)),
        ["expand"] = ([1, -2, 0.5, -3], x => x.unsqueeze(1).expand(4, 3)),
        ["repeat"] = ([1, -2, 0.5, -3], x => x.repeat(2)),
        ["flip"] = ([1, -2, 0.5, -3], x => x.flip(0)),
        ["roll"] = ([1, -2, 0.5, -3], x => x.roll(1)),
        ["tril"] = ([1, -2, 0.5, -3], x => x.view(2, 2).tril()),
        ["lerp"] = ([1, -2, 0.5, -3], x => x.lerp(x.flip(0), x.mul(0.1))),
        ["addcdiv"] = ([1, -2, 0.5, -3], x => x.addcdiv(x, x.square().add(1), 2)),
    };

    public static TheoryData<string> Names => [.. Functions.Keys];

    [Theory]
    [MemberData(nameof(Names))]
    public void Gradient_OfOperation_EqualsFiniteDifferences(string operation)
    {
        using var scope = NewDisposeScope();
        (double[] at, Func<Tensor, Tensor> function) = Functions[operation];
        Tensor x = tensor(at).requires_grad_();
        Weighted(function(x)).backward();
        double[] found = x.grad!.data<double>().ToArray();
        for (int i = 0; i < at.Length; i++)
        {
            double expected = (ValueAt(function, at, i, Step) - ValueAt(function, at, i, -Step)) / (2 * Step);
            Assert.True(Math.Abs(expected - found[i]) < Tolerance * Math.Max(1, Math.Abs(expected)), $"{operation}, element {i}: finite differences give {expected}, autograd {found[i]}");
        }
    }

    private static double ValueAt(Func<Tensor, Tensor> function, double[] at, int index, double step)
    {
        using IDisposable recording = no_grad();
        double[] moved = [.. at];
        moved[index] += step;
        return Weighted(function(tensor(moved))).ToDouble();
    }

    // Unequal weights, so that a gradient handed to the wrong element shows.
    private static Tensor Weighted(Tensor result) => result.flatten().dot(arange(1, result.numel() + 1, float64));
}
