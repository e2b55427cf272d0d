using TorchSharp.Modules;
using TorchSharp.Native;
using static TorchSharp.torch;

namespace TorchSharp.Tests.Optim;

public class OptimizerTests
{
    private static Parameter Weights(params float[] values) => nn.Parameter(tensor(values));

    // The gradient of sum(w^2 / 2) is w itself.
    private static void Backward(Parameter w)
    {
        w.grad = null;
        (w * w / 2).sum().backward();
    }

    private static float[] Values(Tensor t) => t.detach().data<float>().ToArray();

    [Fact]
    public void Sgd_WithMomentum_FollowsItsFormula()
    {
        using Parameter w = Weights(1);
        using SGD optimizer = optim.SGD([w], 0.1, momentum: 0.9);
        double value = 1, buffer = 0;
        for (int i = 0; i < 4; i++)
        {
            Backward(w);
            optimizer.step();
            buffer = i == 0 ? value : (0.9 * buffer) + value;
            value -= 0.1 * buffer;
            Assert.Equal(value, Values(w)[0], 5);
        }
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Adam_InOnePass_EqualsThePlainFormulation(bool decoupled)
    {
        manual_seed(1);
        Tensor start = randn(1000, 37);
        using Parameter fused = nn.Parameter(start.clone());
        using Tensor plain = start.clone();
        using OptimizerHelper optimizer = decoupled ? optim.AdamW([fused], 0.01, weight_decay: 0.1) : optim.Adam([fused], 0.01, weight_decay: 0.1);
        using Tensor mean = zeros_like(plain), square = zeros_like(plain);
        for (int i = 1; i <= 5; i++)
        {
            using Tensor gradient = randn(1000, 37);
            fused.grad = gradient.clone();
            optimizer.step();
            var numbers = new AdamNumbers { LearningRate = 0.01, Beta1 = 0.9, Beta2 = 0.999, Epsilon = 1e-8, WeightDecay = 0.1, Decoupled = decoupled ? 1 : 0 };
            AdamStep.ApplyPlain(plain, gradient, numbers, i, mean, square, null);
        }
        using Tensor difference = (fused.detach() - plain).abs().max();
        Assert.InRange(difference.ToSingle(), 0, 2e-6f);
    }

    // One native pass over parameters of all sizes, more than one thread takes: each goes on from its own number of steps.
    [Fact]
    public void AdamW_OverSeveralParameters_MovesEachThatHasAGradientAsThePlainStep()
    {
        using DisposeScope scope = NewDisposeScope();
        manual_seed(5);
        long[] sizes = [1, 1024, 0, 3_000_001, 7, 2049];
        Tensor[] plain = [.. sizes.Select(n => randn(n))], means = [.. plain.Select(p => zeros_like(p))], squares = [.. plain.Select(p => zeros_like(p))];
        Parameter[] fused = [.. plain.Select(p => nn.Parameter(p.clone()))];
        using AdamW optimizer = optim.AdamW(fused, 0.01, weight_decay: 0.1);
        var steps = new long[sizes.Length];
        for (int round = 0; round < 3; round++)
        {
            for (int p = 0; p < sizes.Length; p++)
            {
                fused[p].grad = null;
                if ((p + round) % 3 == 0) continue; // without a gradient in this round
                Tensor gradient = randn(sizes[p]);
                fused[p].grad = gradient.clone();
                AdamStep.ApplyPlain(plain[p], gradient, new AdamNumbers { LearningRate = 0.01, Beta1 = 0.9, Beta2 = 0.999, Epsilon = 1e-8, WeightDecay = 0.1, Decoupled = 1 }, ++steps[p], means[p], squares[p], null);
            }
            optimizer.step();
        }
        Assert.Equal(steps, optimizer.state_dict().State.Cast<AdamW.State>().Select(s => s.step));
        Assert.All(plain.Zip(fused), p => Assert.True(allclose(p.First, p.Second.detach(), rtol: 0, atol: 2e-6)));
    }

    // Words that no text has had yet are passed over; those that had a gradient once go on moving without one.
    [Fact]
    public void AdamW_WhereNothingEverHadAGradient_LeavesTheBitsAndElsewhereEqualsThePlainStep()
    {
        const int rows = 64, width = 384;
        using Tensor start = randn(rows, width), plain = start.clone();
        using Parameter fused = nn.Parameter(start.clone());
        using AdamW optimizer = optim.AdamW([fused], 0.01, weight_decay: 0);
        using Tensor mean = zeros_like(plain), square = zeros_like(plain);
        for (int i = 1; i <= 4; i++)
        {
            using Tensor gradient = zeros(rows, width);
            if (i == 1) gradient.narrow(0, 0, 10).normal_();
            if (i == 3) gradient.narrow(0, 5, 15).normal_();
            fused.grad = gradient.clone();
            optimizer.step();
            AdamStep.ApplyPlain(plain, gradient, new AdamNumbers { LearningRate = 0.01, Beta1 = 0.9, Beta2 = 0.999, Epsilon = 1e-8, Decoupled = 1 }, i, mean, square, null);
        }
        using Tensor difference = (fused.detach() - plain).abs().max(), moved = (fused.detach() - start).abs().amax([1]);
        Assert.InRange(difference.ToSingle(), 0, 2e-6f);
        Assert.True(moved.narrow(0, 0, 20).gt(0).all().ToBoolean());
        Assert.Equal(0f, moved.narrow(0, 20, rows - 20).max().ToSingle());
    }

    [Fact]
    public void AdamW_FirstStep_MovesByTheRateAgainstTheGradient()
    {
        using Parameter w = Weights(1, -2, 3);
        using AdamW optimizer = optim.AdamW([w], 0.5);
        Backward(w);
        optimizer.step();
        Assert.All(Values(w).Zip([0.5f, -1.5f, 2.5f]), p => Assert.Equal(p.Second, p.First, 5));
    }

    [Fact]
    public void Step_WithoutGradient_LeavesParameterAndCounterAlone()
    {
        using Parameter w = Weights(1, 2);
        using AdamW optimizer = optim.AdamW([w], 0.5, weight_decay: 0.1);
        optimizer.step();
        Assert.Equal([1f, 2], Values(w));
        Assert.Equal(0, ((AdamW.State)optimizer.state_dict().State[0]).step);
    }

    [Fact]
    public void ParamGroups_KeepTheirOwnOptionsAndFallBackToTheOptimizers()
    {
        using Parameter a = Weights(1), b = Weights(1);
        AdamW.ParamGroup[] groups = [new([a], new AdamW.Options { LearningRate = 0.1 }), new([b], new AdamW.Options { weight_decay = 0.5 })];
        using AdamW optimizer = optim.AdamW(groups, lr: 0.2, weight_decay: 0.3);
        Assert.Equal([0.1, 0.2], optimizer.ParamGroups.Select(g => g.LearningRate));
        Assert.Equal([0.3, 0.5], groups.Select(g => g.Options.weight_decay!.Value));
    }

    [Fact]
    public void ParamGroups_WithOneParameterTwice_AreRefused()
    {
        using Parameter a = Weights(1);
        Assert.Contains("two parameter groups", Assert.Throws<ArgumentException>(() => optim.AdamW([a, a])).Message);
    }

    [Fact]
    public void StateDict_LoadedIntoAFreshOptimizer_ContinuesBitForBit()
    {
        using Parameter a = Weights(1, 2, 3), b = Weights(1, 2, 3);
        using AdamW first = optim.AdamW([a], 0.1), second = optim.AdamW([b], 0.7);
        for (int i = 0; i < 3; i++)
        {
            Backward(a);
            first.step();
        }
        using (no_grad()) b.copy_(a);
        second.load_state_dict(first.state_dict());
        foreach ((Parameter w, AdamW o) in new[] { (a, first), (b, second) })
        {
            Backward(w);
            o.step();
        }
        Assert.Equal(Values(a), Values(b));
    }

    [Fact]
    public void ZeroGrad_FillsWithZerosInPlace()
    {
        using Parameter w = Weights(1);
        using SGD optimizer = optim.SGD([w], 0.1);
        Backward(w);
        optimizer.zero_grad();
        Assert.Equal(0f, w.grad!.data<float>()[0]);
    }

    [Fact]
    public void LambdaLR_TakesItsFirstStepAtOnce()
    {
        using Parameter w = Weights(1);
        using SGD optimizer = optim.SGD([w], 0.8);
        optim.lr_scheduler.LRScheduler schedule = optim.lr_scheduler.LambdaLR(optimizer, epoch => 1.0 / (epoch + 1));
        Assert.Equal([0.8], schedule.get_last_lr());
        schedule.step();
        Assert.Equal([0.4], schedule.get_last_lr());
    }
}
