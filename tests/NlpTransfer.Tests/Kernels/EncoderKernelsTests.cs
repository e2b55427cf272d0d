using System.Diagnostics;
using NlpTransfer.Kernels;
using NlpTransfer.Tests.Training;
using TorchSharp;
using static TorchSharp.torch;

namespace NlpTransfer.Tests.Kernels;

/// <summary>The kernels in force against the definition in plain operations: 1e-5 forward, gradients 1e-4 relative.</summary>
[Collection(TorchGenerator.Name)]
public sealed class EncoderKernelsTests : IDisposable
{
    private static readonly PlainKernels Plain = new();

    private readonly DisposeScope scope = NewDisposeScope();

    public EncoderKernelsTests() => manual_seed(7);

    public void Dispose() => scope.Dispose();

    public static TheoryData<int[], long, long> Shapes { get; } = new()
    {
        { [1], 1, 32 }, { [5, 1, 17], 3, 32 }, { [64, 64], 12, 32 }, { [128, 40, 7], 2, 64 }, { [300, 3], 2, 64 },
        { [48, 49, 97], 2, 32 }, { [33, 20], 4, 8 }, { [21, 6], 2, 12 }, { [9, 30], 1, 80 }, { [16, 31], 2, 128 },
    };

    [Theory]
    [MemberData(nameof(Shapes))]
    public void Attention_OverTextsOfAnyLength_EqualsThePlainOne(int[] lengths, long heads, long size)
    {
        foreach (var reach in new[] { AttentionReach.All, AttentionReach.Past, AttentionReach.Within(3), AttentionReach.Within(40) })
            AssertEqual((kernels, t) => kernels.Attention(t[0], t[1], t[2], Texts(lengths), Texts(lengths), heads, reach, 0), Random(lengths.Sum(), heads * size, 3));
    }

    [Fact]
    public void Attention_OfOneQueryAText_EqualsThePlainOne()
    {
        int[] lengths = [7, 64, 1, 130];
        var one = PackedTexts.Full(lengths.Length, 1, CPU);
        var inputs = new[] { randn(lengths.Length, 128), randn(lengths.Sum(), 128), randn(lengths.Sum(), 128) };
        AssertEqual((kernels, t) => kernels.Attention(t[0], t[1], t[2], one, Texts(lengths), 4, AttentionReach.All, 0), inputs);
    }

    [Fact]
    public void Attention_OverViewsOfOneProduct_EqualsThePlainOne()
    {
        int[] lengths = [12, 50];
        AssertEqual((kernels, t) =>
        {
            var parts = t[0].chunk(3, -1);
            return kernels.Attention(parts[0], parts[1], parts[2], Texts(lengths), Texts(lengths), 2, AttentionReach.All, 0);
        }, [randn(lengths.Sum(), 3 * 64)]);
    }

    [Fact]
    public void Attention_OfLargeScores_StaysFiniteAndEqualsThePlainOne() =>
        AssertEqual((kernels, t) => kernels.Attention(t[0] * 30, t[1] * 30, t[2], Texts([70]), Texts([70]), 2, AttentionReach.All, 0), Random(70, 64, 3), tolerance: 1e-3); // scores of thousands: their own last places

    [Fact]
    public void Attention_WithDropout_LosesThatShareAndKeepsTheMean()
    {
        // Equal scores and values that pick a key each: the result is the shares themselves.
        const int length = 128;
        var (zero, values) = (zeros(length, length), eye(length));
        var shares = EncoderKernels.InForce.Attention(zero, zero, values, Texts([length]), Texts([length]), 1, AttentionReach.All, 0.1);
        var lost = shares.eq(0).to_type(ScalarType.Float32).mean().ToSingle();
        Assert.InRange(lost, 0.09, 0.11);
        Assert.InRange(shares.sum(1).mean().ToSingle(), 0.99, 1.01);
        Assert.Equal(1 / 0.9 / length, shares.max().ToSingle(), 1e-5);
    }

    [Fact]
    public void Attention_WithDropout_HasTheGradientsOfWhatItComputed()
    {
        // The result is linear in the values, so its gradient is known from the result itself: with shares W, out = W v.
        const int length = 60;
        var (q, k, v) = (randn(length, 32), randn(length, 32), randn(length, 32).requires_grad_());
        var state = torch.random.get_rng_state();
        Tensor Run(Tensor values)
        {
            torch.random.set_rng_state(state);
            return EncoderKernels.InForce.Attention(q, k, values, Texts([length]), Texts([length]), 1, AttentionReach.All, 0.3);
        }
        var gradient = randn(length, 32);
        Run(v).backward([gradient]);
        var direction = randn(length, 32);
        Assert.Equal((Run(direction) * gradient).sum().ToSingle(), (direction * v.grad!).sum().ToSingle(), 1e-3);

        // By differences for queries and keys.
        foreach (var x in new[] { q, k })
        {
            x.requires_grad_();
            Run(v.detach()).backward([gradient]);
            const float step = 1e-2f;
            var found = (direction * x.grad!).sum().ToSingle();
            x.requires_grad_(false);
            x.add_(direction, step);
            var above = (Run(v.detach()) * gradient).sum().ToDouble();
            x.add_(direction, -2 * step);
            var below = (Run(v.detach()) * gradient).sum().ToDouble();
            x.add_(direction, step);
            Assert.Equal((above - below) / (2 * step), found, Math.Max(0.05, Math.Abs(found) * 0.01));
        }
    }

    [Theory]
    [InlineData(1, 7)]
    [InlineData(70, 384)]
    [InlineData(129, 33)]
    public void AddNorm_EqualsThePlainOne(long rows, long width)
    {
        using var norm = nn.LayerNorm(width, 1e-12);
        norm.weight.detach().uniform_(-1, 1);
        norm.bias!.detach().uniform_(-1, 1);
        var inputs = new[] { randn(rows, width), randn(rows, width) };
        AssertEqual((kernels, t) => kernels.AddNorm(t[0], t[1], norm, 0), inputs);
        var found = new List<Tensor[]>();
        foreach (var kernels in new[] { Plain, EncoderKernels.InForce })
        {
            norm.zero_grad();
            (kernels.AddNorm(inputs[0], inputs[1], norm, 0) * arange(rows * width).view(rows, width).to_type(ScalarType.Float32).sin()).sum().backward();
            found.Add([norm.weight.grad!.clone(), norm.bias!.grad!.clone()]);
        }
        foreach (var (expected, actual) in found[0].Zip(found[1])) AssertClose(expected, actual, 1e-4 * expected.abs().max().ToSingle());
    }

    [Fact]
    public void AddNorm_WithDropout_DropsThatShareInBothDirections()
    {
        const long rows = 200, width = 96;
        using var norm = nn.LayerNorm(width);
        var (x, residual) = (ones(rows, width).requires_grad_(), zeros(rows, width).requires_grad_());
        var y = EncoderKernels.InForce.AddNorm(x, residual, norm, 0.25);
        (y * randn(rows, width)).sum().backward();
        var dropped = y.lt(0); // a row holds 0 and 1 / 0.75, so what is below the mean was dropped
        Assert.InRange(dropped.to_type(ScalarType.Float32).mean().ToSingle(), 0.23, 0.27);
        Assert.True(x.grad!.eq(0).Equals(dropped));
        AssertClose(residual.grad!.masked_fill(dropped, 0) / 0.75, x.grad!, 1e-5);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(16)]
    [InlineData(1003)]
    public void Gelu_EqualsItsDefinition(long count)
    {
        var x = linspace(-9, 9, count, dtype: ScalarType.Float64);
        var expected = x * 0.5 * (1 + erf(x / Math.Sqrt(2)));
        var slope = (0.5 * (1 + erf(x / Math.Sqrt(2)))) + (x * exp(-x * x / 2) / Math.Sqrt(2 * Math.PI));
        var input = x.to_type(ScalarType.Float32).requires_grad_();
        var y = nn.functional.gelu(input);
        y.sum().backward();
        AssertClose(expected.to_type(ScalarType.Float32), y.detach(), 1e-6);
        AssertClose(slope.to_type(ScalarType.Float32), input.grad!, 1e-6);
    }

    public static TheoryData<long, long, long> Sizes { get; } = new() { { 64, 384, 384 }, { 13, 400, 70 }, { 1, 900, 600 }, { 300, 33, 95 }, { 37, 1536, 50 }, { 129, 17, 129 }, { 2, 4000, 40 }, { 830, 400, 410 }, { 500, 90, 1000 } };

    [Theory]
    [MemberData(nameof(Sizes))]
    public void Products_OfMatricesHoweverTheyLie_AreTheirDefinition(long rows, long inner, long columns)
    {
        var (a, b, bias) = (randn(rows, inner), randn(inner, columns), randn(columns));
        var expected = a.to_type(ScalarType.Float64).matmul(b.to_type(ScalarType.Float64)).to_type(ScalarType.Float32);
        var tolerance = 2e-6 * inner;
        foreach (var left in new[] { a, a.t().contiguous().t(), randn(rows, 2 * inner).narrow(1, 3, inner).copy_(a), randn(2 * rows, 2 * inner)[TensorIndex.Slice(step: 2), TensorIndex.Slice(step: 2)].copy_(a) })
        {
            foreach (var right in new[] { b, b.t().contiguous().t(), randn(inner, columns + 9).narrow(1, 5, columns).copy_(b) })
            {
                AssertClose(expected, left.matmul(right), tolerance);
                AssertClose(expected + bias, addmm(bias, left, right, 1, 1), tolerance);
            }
        }
        var weight = b.t().contiguous().requires_grad_();
        var (x, shift, gradient) = (a.clone().requires_grad_(), bias.clone().requires_grad_(), randn(rows, columns));
        nn.functional.linear(x, weight, shift).backward([gradient]);
        AssertClose(gradient.to_type(ScalarType.Float64).matmul(b.t().to_type(ScalarType.Float64)).to_type(ScalarType.Float32), x.grad!, 2e-6 * columns);
        AssertClose(gradient.t().to_type(ScalarType.Float64).matmul(a.to_type(ScalarType.Float64)).to_type(ScalarType.Float32), weight.grad!, 2e-6 * Math.Max(rows, 10));
    }

    // Which width runs is decided once a process.
    [Theory]
    [InlineData("avx2")]
    [InlineData("default")]
    public async Task Kernels_OfNarrowerVectors_PassTheSameTests(string capability)
    {
        var name = typeof(EncoderKernelsTests).FullName;
        var start = new ProcessStartInfo(Path.Combine(AppContext.BaseDirectory, "NlpTransfer.Tests"), ["-noLogo", "-noColor", "-method", $"{name}.Attention*", "-method", $"{name}.AddNorm*", "-method", $"{name}.Gelu*", "-method", $"{name}.Products*"]) { RedirectStandardOutput = true };
        start.Environment["ATEN_CPU_CAPABILITY"] = capability;
        using var process = Process.Start(start)!;
        var output = await process.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);
        Assert.True(process.ExitCode == 0, output);
        Assert.Matches("Total: [1-9]", output);
    }

    private static PackedTexts Texts(int[] lengths)
    {
        var longest = lengths.Max();
        var mask = lengths.SelectMany(l => Enumerable.Range(0, longest).Select(i => i < l)).ToArray();
        return PackedTexts.Of(zeros(lengths.Length, longest), tensor(mask, [lengths.Length, longest]));
    }

    private static Tensor[] Random(long rows, long width, int count) => [.. Enumerable.Range(0, count).Select(_ => randn(rows, width))];

    // Results, and the gradients of all inputs under weights that differ from place to place.
    private static void AssertEqual(Func<IEncoderKernels, Tensor[], Tensor> run, Tensor[] inputs, double tolerance = 1e-5)
    {
        var weights = (Tensor?)null;
        (Tensor Result, Tensor[] Gradients) Run(IEncoderKernels kernels)
        {
            var leaves = inputs.Select(i => i.detach().clone().requires_grad_()).ToArray();
            var result = run(kernels, leaves);
            (result * (weights ??= randn(result.shape))).sum().backward();
            using var guard = no_grad();
            AssertClose(result, run(kernels, inputs), 0); // the same without gradients
            return (result.detach(), [.. leaves.Select(l => l.grad!)]);
        }
        var (expected, actual) = (Run(Plain), Run(EncoderKernels.InForce));
        AssertClose(expected.Result, actual.Result, tolerance);
        foreach (var (e, a) in expected.Gradients.Zip(actual.Gradients)) AssertClose(e, a, tolerance + (1e-4 * e.abs().max().ToSingle()));
    }

    private static void AssertClose(Tensor expected, Tensor actual, double tolerance)
    {
        Assert.Equal(expected.shape, actual.shape);
        var difference = (expected - actual).abs().max().ToSingle();
        Assert.True(difference <= tolerance, $"differs by {difference}, at most {tolerance} allowed");
    }
}
