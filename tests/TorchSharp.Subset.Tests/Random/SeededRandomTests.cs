using static TorchSharp.torch;

namespace TorchSharp.Tests.Random;

/// <summary>
/// Draws under a seed against the numbers that PyTorch itself prints for the same calls
/// (CPU generator, the same in every release; four decimals, as its documentation and forums show them).
/// </summary>
public class SeededRandomTests
{
    [Fact]
    public void Randn_Seed0_EqualsPyTorch() =>
        Equal(0, () => randn(2, 3), 1.5410, -0.2934, -2.1788, 0.5684, -1.0845, -1.3986);

    [Fact]
    public void Rand_Seed0_EqualsPyTorch() =>
        Equal(0, () => rand(5), 0.4963, 0.7682, 0.0885, 0.1320, 0.3074);

    [Fact]
    public void Rand_Seed42_EqualsPyTorch() =>
        Equal(42, () => rand(4), 0.8823, 0.9150, 0.3829, 0.9593);

    [Fact]
    public void Randn_Seed42_EqualsPyTorch() =>
        Equal(42, () => randn(4), 0.3367, 0.1288, 0.2345, 0.2303);

    [Fact]
    public void Randperm_Seed0_EqualsPyTorch() =>
        Equal(0, () => randperm(10), 4, 1, 7, 5, 3, 9, 0, 8, 6, 2);

    [Fact]
    public void Normal_InPlace_DrawsAsRandn() =>
        Equal(0, () => empty(6).normal_(), 1.5410, -0.2934, -2.1788, 0.5684, -1.0845, -1.3986);

    [Fact]
    public void Uniform_InPlace_DrawsAsRand() =>
        Equal(0, () => empty(5).uniform_(0, 1), 0.4963, 0.7682, 0.0885, 0.1320, 0.3074);

    [Fact]
    public void OwnGenerator_DrawsAsTheDefaultOneUnderTheSameSeed()
    {
        using var scope = NewDisposeScope();
        manual_seed(7);
        Tensor expected = empty(100).normal_();
        using var generator = new Generator(7);
        Assert.True(empty(100).normal_(generator: generator).Equals(expected));
    }

    [Fact]
    public void Random_StaysInItsBounds()
    {
        using Tensor drawn = empty(10_000).random_(3, 8);
        Assert.Equal([3.0, 7.0], new[] { drawn.min().ToDouble(), drawn.max().ToDouble() });
    }

    [Fact]
    public void Multinomial_WithOneCertainRow_DrawsIt()
    {
        using Tensor weights = tensor(new[] { 0f, 0f, 1f, 0f }), drawn = weights.multinomial(5, replacement: true);
        Assert.Equal([2L, 2, 2, 2, 2], drawn.data<long>().ToArray());
    }

    private static void Equal(long seed, Func<Tensor> draw, params double[] expected)
    {
        using var scope = NewDisposeScope();
        manual_seed(seed);
        double[] found = draw().to(float64).flatten().data<double>().ToArray();
        Assert.Equal(expected.Length, found.Length);
        for (int i = 0; i < found.Length; i++) Assert.Equal(expected[i], found[i], 1e-4);
    }
}
