using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace TorchSharp.Tests.NN;

public class LossModuleTests
{
    [Fact]
    public void CrossEntropy_EqualsItsClosedForm_AndPassesIgnoredRowsOver()
    {
        using DisposeScope scope = NewDisposeScope();
        Tensor logits = tensor(new float[,] { { 0, 0 }, { 5, 1 } });
        Assert.Equal(Math.Log(2), CrossEntropyLoss(ignore_index: 0).call(logits, tensor(new long[] { 1, 0 })).ToDouble(), 1e-6);
        Assert.Equal(Math.Log(1 + Math.Exp(-4)) + Math.Log(2), CrossEntropyLoss(reduction: Reduction.Sum).call(logits, tensor(new long[] { 1, 0 })).ToDouble(), 1e-5);
        Assert.Equal([2], CrossEntropyLoss(reduction: Reduction.None).call(logits, tensor(new long[] { 1, 0 })).shape);
    }

    [Fact]
    public void Losses_EqualTheirFunctions()
    {
        using DisposeScope scope = NewDisposeScope();
        (Tensor x, Tensor y) = (randn(4, 3), randn(4, 3));
        Assert.Equal((x - y).square().mean().ToDouble(), MSELoss().call(x, y).ToDouble(), 1e-6);
        Assert.Equal((x - y).abs().sum().ToDouble(), L1Loss(Reduction.Sum).call(x, y).ToDouble(), 1e-4);
        Assert.Equal(functional.smooth_l1_loss(x, y, beta: 0.5).ToDouble(), SmoothL1Loss(beta: 0.5).call(x, y).ToDouble());
        Assert.Equal(functional.huber_loss(x, y, 0.5).ToDouble(), HuberLoss(0.5).call(x, y).ToDouble());
        Assert.Equal(functional.binary_cross_entropy_with_logits(x, y.sigmoid()).ToDouble(), BCEWithLogitsLoss().call(x, y.sigmoid()).ToDouble());
        Assert.Equal(functional.kl_div(x.log_softmax(1), y.softmax(1), false).ToDouble(), KLDivLoss(false).call(x.log_softmax(1), y.softmax(1)).ToDouble());
        Assert.Equal(functional.nll_loss(x.log_softmax(1), tensor(new long[] { 0, 1, 2, 0 })).ToDouble(), NLLLoss().call(x.log_softmax(1), tensor(new long[] { 0, 1, 2, 0 })).ToDouble());
    }

    [Fact]
    public void CrossEntropy_OfShapesThatDoNotFit_NamesBoth()
    {
        using DisposeScope scope = NewDisposeScope();
        CrossEntropyLoss loss = CrossEntropyLoss();
        var error = Assert.Throws<System.Runtime.InteropServices.ExternalException>(() => loss.call(ones(3, 2), tensor(new long[] { 1, 0 })));
        Assert.Contains("aten::cross_entropy_loss(Float32[3, 2], Int64[2]", error.Message);
    }
}
