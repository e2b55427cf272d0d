using System.Runtime.InteropServices;
using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace TorchSharp.Tests.NN;

/// <summary>The replaced LSTM and GRU in float32 beside libtorch's own, which float64 still goes to.</summary>
public sealed class RecurrentKernelTests
{
    private const int Inputs = 7, Hidden = 9;

    [Theory]
    [InlineData(1, false, true)]
    [InlineData(1, true, true)]
    [InlineData(1, true, false)]
    [InlineData(3, true, true)]
    public void Lstm_OverPackedRows_EqualsLibtorchsWithItsGradients(long layers, bool bidirectional, bool bias)
    {
        using DisposeScope scope = NewDisposeScope();
        AssertSame(
            type => LSTM(Inputs, Hidden, layers, bias, bidirectional: bidirectional, dtype: type),
            (LSTM module, Tensor input, Tensor state, Tensor cell) =>
            {
                using var packed = nn.utils.rnn.pack_padded_sequence(input, tensor(new long[] { 2, 6, 1, 4 }), enforce_sorted: false);
                (var output, Tensor last, Tensor lastCell) = module.call(packed, (state, cell));
                return [nn.utils.rnn.pad_packed_sequence(output).Item1, last, lastCell];
            }, layers, bidirectional);
    }

    [Theory]
    [InlineData(1, false, true)]
    [InlineData(1, true, true)]
    [InlineData(1, true, false)]
    [InlineData(2, true, true)]
    public void Gru_OverPackedRows_EqualsLibtorchsWithItsGradients(long layers, bool bidirectional, bool bias)
    {
        using DisposeScope scope = NewDisposeScope();
        AssertSame(
            type => GRU(Inputs, Hidden, layers, bias, bidirectional: bidirectional, dtype: type),
            (GRU module, Tensor input, Tensor state, Tensor _) =>
            {
                using var packed = nn.utils.rnn.pack_padded_sequence(input, tensor(new long[] { 2, 6, 1, 4 }), enforce_sorted: false);
                (var output, Tensor last) = module.call(packed, state);
                return [nn.utils.rnn.pad_packed_sequence(output).Item1, last];
            }, layers, bidirectional);
    }

    [Fact]
    public void Lstm_OverARectangle_EqualsLibtorchsWithItsGradients()
    {
        using DisposeScope scope = NewDisposeScope();
        AssertSame(
            type => LSTM(Inputs, Hidden, 2, bidirectional: true, dtype: type),
            (LSTM module, Tensor input, Tensor state, Tensor cell) => { (Tensor a, Tensor b, Tensor c) = module.call(input, (state, cell)); return [a, b, c]; },
            2, true);
    }

    [Fact]
    public void Gru_OverARectangle_EqualsLibtorchsWithItsGradients()
    {
        using DisposeScope scope = NewDisposeScope();
        AssertSame(
            type => GRU(Inputs, Hidden, bidirectional: true, dtype: type),
            (GRU module, Tensor input, Tensor state, Tensor _) => { (Tensor a, Tensor b) = module.call(input, state); return [a, b]; },
            1, true);
    }

    [Fact]
    public void Lstm_WithLargeSums_Saturates()
    {
        using DisposeScope scope = NewDisposeScope();
        using LSTM module = LSTM(1, 4);
        (Tensor output, _, Tensor cell) = module.call(tensor(new[] { 1e6f, -1e6f, float.MaxValue }, [3, 1, 1]));
        Assert.True(output.isfinite().all().ToBoolean());
        Assert.True(cell.isfinite().all().ToBoolean());
    }

    [Fact]
    public void Lstm_BackwardTwiceOverAKeptGraph_GivesTheSameGradients()
    {
        using DisposeScope scope = NewDisposeScope();
        manual_seed(4);
        using LSTM module = LSTM(Inputs, Hidden, bidirectional: true);
        Tensor loss = module.call(randn(5, 3, Inputs)).Item1.pow(2).sum();
        Parameter weight = module.parameters().First();
        loss.backward(retain_graph: true);
        float[] first = weight.grad!.data<float>().ToArray();
        weight.grad!.zero_();
        loss.backward();
        Assert.Equal(first, weight.grad!.data<float>().ToArray());
    }

    [Fact]
    public void Lstm_SecondDerivative_IsRefusedInOneSentence()
    {
        using DisposeScope scope = NewDisposeScope();
        using LSTM module = LSTM(Inputs, Hidden);
        Tensor input = randn(5, 3, Inputs).requires_grad_();
        Tensor output = module.call(input).Item1.sum();
        var wrong = Assert.ThrowsAny<ExternalException>(() => autograd.grad([output], [input], create_graph: true));
        Assert.Contains("second derivatives of a recurrent layer", wrong.Message);
    }

    private static void AssertSame<TModule>(
        Func<ScalarType, TModule> create, Func<TModule, Tensor, Tensor, Tensor, Tensor[]> run, long layers, bool bidirectional) where TModule : Module
    {
        manual_seed(9);
        long[] start = [layers * (bidirectional ? 2 : 1), 4, Hidden];
        Tensor[] given = [randn(6, 4, Inputs, dtype: ScalarType.Float64), randn(start, dtype: ScalarType.Float64), randn(start, dtype: ScalarType.Float64)];
        using TModule exact = create(ScalarType.Float64), fast = create(ScalarType.Float32);
        using (no_grad())
            foreach ((Parameter to, Parameter from) in fast.parameters().Zip(exact.parameters())) to.copy_(from);
        Tensor[] expected = All(exact, run, given, ScalarType.Float64), found = All(fast, run, given, ScalarType.Float32);
        Assert.Equal(expected.Length, found.Length);
        for (int i = 0; i < expected.Length; i++)
            Assert.True(allclose(expected[i].to(ScalarType.Float32), found[i], rtol: 1e-4, atol: 2e-6), $"Tensor {i} of {expected.Length}: off by {(expected[i] - found[i]).abs().max().ToDouble()}.");
    }

    /// <summary>Outputs, then the gradients of input, start and weights.</summary>
    private static Tensor[] All<TModule>(TModule module, Func<TModule, Tensor, Tensor, Tensor, Tensor[]> run, Tensor[] given, ScalarType type) where TModule : Module
    {
        Tensor[] leaves = [.. given.Select(g => g.to(type).clone().requires_grad_())];
        Tensor[] outputs = run(module, leaves[0], leaves[1], leaves[2]);
        Tensor loss = outputs.Select((o, i) => (o * ((arange(o.numel(), dtype: ScalarType.Float64) * 0.7) + i).sin().view(o.shape).to(type)).sum()).Aggregate((a, b) => a + b);
        loss.backward();
        return [.. outputs, .. leaves.Where(l => l.grad is not null).Select(l => l.grad!), .. module.parameters().Select(p => p.grad!)];
    }
}
