using static TorchSharp.torch;

namespace TorchSharp.Tests.NN;

/// <summary>The replaced gradient of the log-likelihood beside the definition.</summary>
public sealed class LossKernelTests
{
    [Theory]
    [InlineData(nn.Reduction.Mean, false)]
    [InlineData(nn.Reduction.Mean, true)]
    [InlineData(nn.Reduction.Sum, false)]
    [InlineData(nn.Reduction.Sum, true)]
    public void Gradient_OfTheLogLikelihood_EqualsTheDefinition(nn.Reduction reduction, bool weighted)
    {
        using DisposeScope scope = NewDisposeScope();
        manual_seed(2);
        const int batch = 9, classes = 4;
        Tensor scores = randn(batch, classes).requires_grad_(), labels = randint(0, classes, [batch]);
        labels[2] = tensor(-100L); // ignored
        Tensor? weight = weighted ? rand(classes) + 0.5 : null;
        (nn.functional.nll_loss(scores, labels, weight, reduction: reduction) * 3).backward();
        Tensor real = labels.ne(-100), known = labels.clamp_min(0);
        Tensor shares = (weight is null ? ones(batch) : weight.index_select(0, known)) * real.to(ScalarType.Float32);
        Tensor expected = zeros(batch, classes).scatter_(1, known.unsqueeze(1), -3 * (reduction == nn.Reduction.Mean ? shares / shares.sum() : shares).unsqueeze(1));
        Assert.True(allclose(expected, scores.grad!, rtol: 1e-6, atol: 1e-6));
    }
}
