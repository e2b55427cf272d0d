using TorchSharp.Native;

namespace TorchSharp;

// Random values, drawn from the given generator or the default one.
public static partial class torch
{
    public partial class Tensor
    {
        public Tensor normal_(double mean = 0, double std = 1, Generator? generator = null) => RandomOps.NormalInPlace.InPlace(this, mean, std, generator);

        public Tensor exponential_(double lambda = 1, Generator? generator = null) => RandomOps.ExponentialInPlace.InPlace(this, lambda, generator);

        public Tensor cauchy_(double median = 0, double sigma = 1, Generator? generator = null) => RandomOps.CauchyInPlace.InPlace(this, median, sigma, generator);

        public Tensor log_normal_(double mean = 0, double std = 1, Generator? generator = null) => RandomOps.LogNormalInPlace.InPlace(this, mean, std, generator);

        public Tensor geometric_(double p, Generator? generator = null) => RandomOps.GeometricInPlace.InPlace(this, p, generator);

        public Tensor uniform_(double from, double to, Generator? generator = null) => RandomOps.UniformInPlace.InPlace(this, from, to, generator);

        public Tensor bernoulli_(double p = 0.5, Generator? generator = null) => RandomOps.BernoulliFloatInPlace.InPlace(this, p, generator);
        public Tensor bernoulli_(Tensor p, Generator? generator = null) => RandomOps.BernoulliTensorInPlace.InPlace(this, p, generator);

        /// <summary>Whole numbers between <paramref name="from"/>, inclusive, and <paramref name="to"/>, exclusive.</summary>
        public Tensor random_(double from, double to, Generator? generator = null) => RandomOps.RandomFromInPlace.InPlace(this, (long)from, (long)to, generator);

        /// <summary>Zeros and ones, each one with the probability that stands in its place.</summary>
        public Tensor bernoulli(Generator? generator = null) => RandomOps.Bernoulli.Call(this, generator);

        public Tensor binomial(Tensor prob, Generator? generator = null) => RandomOps.Binomial.Call(this, prob, generator);

        public Tensor multinomial(long num_samples, bool replacement = false, Generator? generator = null) => RandomOps.Multinomial.Call(this, num_samples, replacement, generator);

        public Tensor poisson(Generator? generator = null) => RandomOps.Poisson.Call(this, generator);

        private static class RandomOps
        {
            internal static readonly Op NormalInPlace = new("normal_");
            internal static readonly Op ExponentialInPlace = new("exponential_");
            internal static readonly Op CauchyInPlace = new("cauchy_");
            internal static readonly Op LogNormalInPlace = new("log_normal_");
            internal static readonly Op GeometricInPlace = new("geometric_");
            internal static readonly Op UniformInPlace = new("uniform_");
            internal static readonly Op BernoulliFloatInPlace = new("bernoulli_.float");
            internal static readonly Op BernoulliTensorInPlace = new("bernoulli_.Tensor");
            internal static readonly Op RandomFromInPlace = new("random_.from");
            internal static readonly Op Bernoulli = new("bernoulli");
            internal static readonly Op Binomial = new("binomial");
            internal static readonly Op Multinomial = new("multinomial");
            internal static readonly Op Poisson = new("poisson");
        }
    }
}
