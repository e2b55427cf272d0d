using TorchSharp.Native;

namespace TorchSharp;

public static partial class torch
{
    private static readonly Op RandintOp = new("randint.low_generator");
    private static readonly Op RandpermOp = new("randperm.generator");
    private static readonly Op RandpermOutOp = new("randperm.generator_out");
    private static readonly Op NormalSizedOp = new("normal.float_float");
    private static readonly Op NormalOp = new("normal.Tensor_Tensor");
    private static readonly Op BernoulliOp = new("bernoulli");
    private static readonly Op MultinomialOp = new("multinomial");
    private static readonly Op PoissonOp = new("poisson");

    // Whole numbers from [low, high), int64 unless asked otherwise.

    public static Tensor randint(long low, long high, long[] size, ScalarType? dtype = null, Device? device = null, bool requires_grad = false, Generator? generator = null, string[]? names = null) =>
        Finish(RandintOp.Call(low, high, size, generator, dtype ?? ScalarType.Int64, Value.None, device, false), requires_grad, names);

    public static Tensor randint(long high, long[] size, ScalarType? dtype = null, Device? device = null, bool requires_grad = false, Generator? generator = null, string[]? names = null) =>
        randint(0, high, size, dtype, device, requires_grad, generator, names);

    public static Tensor randint(long low, long high, Size size, ScalarType? dtype = null, Device? device = null, bool requires_grad = false, Generator? generator = null, string[]? names = null) =>
        randint(low, high, size.Shape, dtype, device, requires_grad, generator, names);

    public static Tensor randint(long high, Size size, ScalarType? dtype = null, Device? device = null, bool requires_grad = false, Generator? generator = null, string[]? names = null) =>
        randint(0, high, size.Shape, dtype, device, requires_grad, generator, names);

    public static Tensor randint(int low, int high, int[] size, ScalarType? dtype = null, Device? device = null, bool requires_grad = false, Generator? generator = null, string[]? names = null) =>
        randint(low, high, Array.ConvertAll(size, s => (long)s), dtype, device, requires_grad, generator, names);

    public static Tensor randint(int high, int[] size, ScalarType? dtype = null, Device? device = null, bool requires_grad = false, Generator? generator = null, string[]? names = null) =>
        randint(0, high, size, dtype, device, requires_grad, generator, names);

    /// <summary>A random permutation of 0 .. n-1, int64 unless asked otherwise.</summary>
    public static Tensor randperm(long n, ScalarType? dtype = null, Device? device = null, bool requires_grad = false, Generator? generator = null) =>
        Finish(RandpermOp.Call(n, generator, dtype ?? ScalarType.Int64, Value.None, device, false), requires_grad, null);

    public static Tensor randperm(long n, Tensor @out, Generator? generator = null)
    {
        RandpermOutOp.Do(n, generator, @out);
        return @out;
    }

    /// <summary>Draws from normal distributions, one for each pair of elements.</summary>
    public static Tensor normal(Tensor mean, Tensor std, Generator? generator = null) => NormalOp.Call(mean, std, generator);

    public static Tensor normal(double mean, double std, ReadOnlySpan<long> size, ScalarType? dtype = null, Device? device = null, bool requires_grad = false, Generator? generator = null, string[]? names = null) =>
        Finish(NormalSizedOp.Call(mean, std, size.ToArray(), generator, dtype, Value.None, device, false), requires_grad, names);

    /// <summary>1 with the probability that each element gives, else 0.</summary>
    public static Tensor bernoulli(Tensor input, Generator? generator = null) => BernoulliOp.Call(input, generator);

    /// <summary>Indices drawn in proportion to each row's weights.</summary>
    public static Tensor multinomial(Tensor input, long num_samples, bool replacement = false, Generator? generator = null) =>
        MultinomialOp.Call(input, num_samples, replacement, generator);

    public static Tensor poisson(Tensor input, Generator? generator = null) => PoissonOp.Call(input, generator);

    /// <summary>The state of the CPU's default generator.</summary>
    public static class random
    {
        public static Tensor get_rng_state()
        {
            using Generator generator = Generator.Default;
            return generator.get_state();
        }

        public static void set_rng_state(Tensor new_state)
        {
            using Generator generator = Generator.Default;
            generator.set_state(new_state);
        }

        public static Generator manual_seed(long seed) => torch.manual_seed(seed);

        public static long seed()
        {
            using Generator generator = Generator.Default;
            return generator.seed();
        }

        public static long initial_seed()
        {
            using Generator generator = Generator.Default;
            return generator.initial_seed();
        }
    }
}
