using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace TorchSharp.Tests.NN;

/// <summary>Composite modules against central differences in double precision.</summary>
public class AttentionGradientTests
{
    [Fact]
    public void MultiheadAttention_Gradients_EqualFiniteDifferences()
    {
        manual_seed(4);
        using MultiheadAttention attention = MultiheadAttention(4, 2).to(ScalarType.Float64);
        using Tensor x = randn([3, 2, 4], ScalarType.Float64).requires_grad_();
        using Tensor weights = randn([3, 2, 4], ScalarType.Float64);
        Check(() => (attention.call(x, x, x).Item1 * weights).sum(), [x, .. attention.parameters()]);
    }

    [Fact]
    public void ScaledDotProductAttention_Gradients_EqualFiniteDifferences()
    {
        manual_seed(5);
        using Tensor q = randn([2, 3, 4], ScalarType.Float64).requires_grad_();
        using Tensor k = randn([2, 5, 4], ScalarType.Float64).requires_grad_();
        using Tensor v = randn([2, 5, 3], ScalarType.Float64).requires_grad_();
        using Tensor weights = randn([2, 3, 3], ScalarType.Float64);
        Check(() => (functional.scaled_dot_product_attention(q, k, v, is_casual: true) * weights).sum(), [q, k, v]);
    }

    [Fact]
    public void GaussianNll_Gradients_EqualFiniteDifferences()
    {
        manual_seed(6);
        using Tensor mean = randn([4], ScalarType.Float64).requires_grad_();
        using Tensor target = randn([4], ScalarType.Float64);
        using Tensor variance = (rand([4], ScalarType.Float64) + 0.5).detach().requires_grad_();
        Check(() => functional.gaussian_nll_loss(mean, target, variance), [mean, variance]);
    }

    private static void Check(Func<Tensor> loss, Tensor[] leaves)
    {
        using (Tensor value = loss()) value.backward();
        foreach (Tensor leaf in leaves)
            for (int i = 0; i < leaf.numel(); i++)
            {
                using Tensor gradient = leaf.grad!;
                Assert.Equal(Difference(loss, leaf, i), gradient.reshape(-1)[i].ToDouble(), 1e-6);
            }
    }

    private static double Difference(Func<Tensor> loss, Tensor leaf, int index)
    {
        const double Step = 1e-5;
        using DisposeScope scope = NewDisposeScope();
        using IDisposable noGrad = no_grad();
        Tensor element = leaf.view(-1).narrow(0, index, 1);
        element.add_(Step);
        double above = loss().ToDouble();
        element.add_(-2 * Step);
        double below = loss().ToDouble();
        element.add_(Step);
        return (above - below) / (2 * Step);
    }
}
