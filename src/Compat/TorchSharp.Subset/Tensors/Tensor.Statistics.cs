using TorchSharp.Native;

namespace TorchSharp;

// Spread, order statistics, counts and histograms.
public static partial class torch
{
    public partial class Tensor
    {
        public Tensor std(bool unbiased = true) => StatisticsOps.Std.Call(this, unbiased);
        public Tensor std((long, long) dim, bool unbiased = true, bool keepdim = false, ScalarType? type = null) => std([dim.Item1, dim.Item2], unbiased, keepdim, type);
        public Tensor std((long, long, long) dim, bool unbiased = true, bool keepdim = false, ScalarType? type = null) => std([dim.Item1, dim.Item2, dim.Item3], unbiased, keepdim, type);
        public Tensor std(ReadOnlySpan<long> dimensions, bool unbiased = true, bool keepdim = false, ScalarType? type = null) => std(dimensions.ToArray(), unbiased, keepdim, type);
        public Tensor std(long dim, bool unbiased = true, bool keepdim = false, ScalarType? type = null) => std([dim], unbiased, keepdim, type);
        public Tensor std(long[] dimensions, bool unbiased = true, bool keepdim = false, ScalarType? type = null) => StatisticsOps.StdDim.Call(InType(type), dimensions, unbiased, keepdim);

        public Tensor var(bool unbiased = true) => StatisticsOps.Var.Call(this, unbiased);
        public Tensor var((long, long) dim, bool unbiased = true, bool keepdim = false, ScalarType? type = null) => var([dim.Item1, dim.Item2], unbiased, keepdim, type);
        public Tensor var((long, long, long) dim, bool unbiased = true, bool keepdim = false, ScalarType? type = null) => var([dim.Item1, dim.Item2, dim.Item3], unbiased, keepdim, type);
        public Tensor var(ReadOnlySpan<long> dimensions, bool unbiased = true, bool keepdim = false, ScalarType? type = null) => var(dimensions.ToArray(), unbiased, keepdim, type);
        public Tensor var(long dim, bool unbiased = true, bool keepdim = false, ScalarType? type = null) => var([dim], unbiased, keepdim, type);
        public Tensor var(long[] dimensions, bool unbiased = true, bool keepdim = false, ScalarType? type = null) => StatisticsOps.VarDim.Call(InType(type), dimensions, unbiased, keepdim);

        public (Tensor std, Tensor mean) std_mean(bool unbiased = true) => StatisticsOps.StdMean.Call2(this, unbiased);
        public (Tensor std, Tensor mean) std_mean((long, long) dim, bool unbiased = true, bool keepdim = false, ScalarType? type = null) => std_mean([dim.Item1, dim.Item2], unbiased, keepdim, type);
        public (Tensor std, Tensor mean) std_mean((long, long, long) dim, bool unbiased = true, bool keepdim = false, ScalarType? type = null) => std_mean([dim.Item1, dim.Item2, dim.Item3], unbiased, keepdim, type);
        public (Tensor std, Tensor mean) std_mean(ReadOnlySpan<long> dimensions, bool unbiased = true, bool keepdim = false, ScalarType? type = null) => std_mean(dimensions.ToArray(), unbiased, keepdim, type);
        public (Tensor std, Tensor mean) std_mean(long dim, bool unbiased = true, bool keepdim = false, ScalarType? type = null) => std_mean([dim], unbiased, keepdim, type);
        public (Tensor std, Tensor mean) std_mean(long[] dimensions, bool unbiased = true, bool keepdim = false, ScalarType? type = null) => StatisticsOps.StdMeanDim.Call2(InType(type), dimensions, unbiased, keepdim);

        public (Tensor var, Tensor mean) var_mean(bool unbiased = true) => StatisticsOps.VarMean.Call2(this, unbiased);
        public (Tensor var, Tensor mean) var_mean((long, long) dim, bool unbiased = true, bool keepdim = false, ScalarType? type = null) => var_mean([dim.Item1, dim.Item2], unbiased, keepdim, type);
        public (Tensor var, Tensor mean) var_mean((long, long, long) dim, bool unbiased = true, bool keepdim = false, ScalarType? type = null) => var_mean([dim.Item1, dim.Item2, dim.Item3], unbiased, keepdim, type);
        public (Tensor std, Tensor mean) var_mean(ReadOnlySpan<long> dimensions, bool unbiased = true, bool keepdim = false, ScalarType? type = null) => var_mean(dimensions.ToArray(), unbiased, keepdim, type);
        public (Tensor var, Tensor mean) var_mean(long dim, bool unbiased = true, bool keepdim = false, ScalarType? type = null) => var_mean([dim], unbiased, keepdim, type);
        public (Tensor std, Tensor mean) var_mean(long[] dimensions, bool unbiased = true, bool keepdim = false, ScalarType? type = null) => StatisticsOps.VarMeanDim.Call2(InType(type), dimensions, unbiased, keepdim);

        public Tensor median() => StatisticsOps.Median.Call(this);

        public Tensor nanmedian() => StatisticsOps.Nanmedian.Call(this);

        public (Tensor values, Tensor indices) mode(long dim = -1, bool keepdim = false) => StatisticsOps.Mode.Call2(this, dim, keepdim);

        /// <summary>Quantiles <paramref name="q"/> (a tensor of the input's dtype) along a dimension; a <paramref name="dim"/> of -1 means over all elements, as in TorchSharp.</summary>
        public Tensor quantile(Tensor q, long dim = -1, bool keepdim = false) => StatisticsOps.Quantile.Call(this, q, dim == -1 ? Value.None : dim, keepdim);

        public Tensor nanquantile(Tensor q, long dim = -1, bool keepdim = false) => StatisticsOps.Nanquantile.Call(this, q, dim == -1 ? Value.None : dim, keepdim);

        public Tensor cov(long correction = 1, Tensor? fweights = null, Tensor? aweights = null) => StatisticsOps.Cov.Call(this, correction, fweights, aweights);

        public Tensor corrcoef() => StatisticsOps.Corrcoef.Call(this);

        public Tensor bincount(Tensor? weights, long minlength = 0) => StatisticsOps.Bincount.Call(this, weights, minlength);

        public Tensor histc(long bins = 100, long min = 0, long max = 0) => StatisticsOps.Histc.Call(this, bins, min, max);

        private static class StatisticsOps
        {
            internal static readonly Op Std = new("std");
            internal static readonly Op StdDim = new("std.dim");
            internal static readonly Op Var = new("var");
            internal static readonly Op VarDim = new("var.dim");
            internal static readonly Op StdMean = new("std_mean");
            internal static readonly Op StdMeanDim = new("std_mean.dim");
            internal static readonly Op VarMean = new("var_mean");
            internal static readonly Op VarMeanDim = new("var_mean.dim");
            internal static readonly Op Median = new("median");
            internal static readonly Op Nanmedian = new("nanmedian");
            internal static readonly Op Mode = new("mode");
            internal static readonly Op Quantile = new("quantile");
            internal static readonly Op Nanquantile = new("nanquantile");
            internal static readonly Op Cov = new("cov");
            internal static readonly Op Corrcoef = new("corrcoef");
            internal static readonly Op Bincount = new("bincount");
            internal static readonly Op Histc = new("histc");
        }
    }
}
