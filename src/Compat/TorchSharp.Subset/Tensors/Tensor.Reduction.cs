using TorchSharp.Native;

namespace TorchSharp;

// Sums, means, products and norms over all elements or some dimensions.
public static partial class torch
{
    public partial class Tensor
    {
        /// <summary>The sum of all elements. To the compiler a literal 0 is a dtype: write <c>sum(0L)</c> for the first dimension.</summary>
        public Tensor sum(ScalarType? type = null) => ReductionOps.Sum.Call(this, type);
        public Tensor sum(long dim, bool keepdim = false, ScalarType? type = null) => ReductionOps.SumDimIntList.Call(this, new[] { dim }, keepdim, type);
        public Tensor sum(long dim0, long dim1, bool keepdim = false, ScalarType? type = null) => sum([dim0, dim1], keepdim, type);
        public Tensor sum(long dim0, long dim1, long dim2, bool keepdim = false, ScalarType? type = null) => sum([dim0, dim1, dim2], keepdim, type);
        public Tensor sum(ReadOnlySpan<long> dim, bool keepdim = false, ScalarType? type = null) => ReductionOps.SumDimIntList.Call(this, dim.ToArray(), keepdim, type);
        public Tensor sum(long[] dim, bool keepdim = false, ScalarType? type = null) => ReductionOps.SumDimIntList.Call(this, dim, keepdim, type);

        public Tensor nansum() => ReductionOps.Nansum.Call(this);

        public Tensor mean() => ReductionOps.Mean.Call(this);
        public Tensor mean(long[] dimensions, bool keepdim = false, ScalarType? type = null) => ReductionOps.MeanDim.Call(this, dimensions, keepdim, type);

        public Tensor nanmean(int? dim = null, bool keepdim = false, ScalarType? dtype = null) => ReductionOps.Nanmean.Call(this, dim is { } d ? [(long)d] : (long[]?)null, keepdim, dtype);

        /// <summary>The product of all elements. To the compiler a literal 0 is a dtype: write <c>prod(0L)</c> for the first dimension.</summary>
        public Tensor prod(ScalarType? type = null) => ReductionOps.Prod.Call(this, type);
        public Tensor prod(long dim, bool keepdim = false, ScalarType? type = null) => ReductionOps.ProdDimInt.Call(this, dim, keepdim, type);

        public Tensor norm(float p = 2f) => ReductionOps.NormScalar.Call(this, (double)p);
        public Tensor norm(int dim, bool keepdim = false, float p = 2f) => ReductionOps.NormScalarOptDim.Call(this, (double)p, new long[] { dim }, keepdim);

        public Tensor logsumexp(long dim, bool keepdim = false) => ReductionOps.Logsumexp.Call(this, new[] { dim }, keepdim);

        public Tensor count_nonzero(long[]? dims = null) => dims is null ? ReductionOps.CountNonzero.Call(this) : ReductionOps.CountNonzeroDimIntList.Call(this, dims);

        public Tensor renorm(float p, long dim, float maxnorm) => ReductionOps.Renorm.Call(this, (double)p, dim, (double)maxnorm);

        public Tensor cumsum(long dim, ScalarType? type = null) => ReductionOps.Cumsum.Call(this, dim, type);

        public Tensor cumprod(long dim, ScalarType? type = null) => ReductionOps.Cumprod.Call(this, dim, type);

        public Tensor logcumsumexp(long dim) => ReductionOps.Logcumsumexp.Call(this, dim);

        public (Tensor values, Tensor indexes) cummax(long dim) => ReductionOps.Cummax.Call2(this, dim);

        public (Tensor values, Tensor indexes) cummin(long dim) => ReductionOps.Cummin.Call2(this, dim);

        public Tensor diff(long n = 1, long dim = -1, Tensor? prepend = null, Tensor? append = null) => ReductionOps.Diff.Call(this, n, dim, prepend, append);

        public Tensor trapezoid(Tensor x, long dim = -1) => ReductionOps.TrapezoidX.Call(this, x, dim);
        public Tensor trapezoid(double dx = 1, long dim = -1) => ReductionOps.TrapezoidDx.Call(this, dx, dim);

        public Tensor cumulative_trapezoid(Tensor x, long dim = -1) => ReductionOps.CumulativeTrapezoidX.Call(this, x, dim);
        public Tensor cumulative_trapezoid(double dx = 1, long dim = -1) => ReductionOps.CumulativeTrapezoidDx.Call(this, dx, dim);

        private static class ReductionOps
        {
            internal static readonly Op Sum = new("sum");
            internal static readonly Op SumDimIntList = new("sum.dim_IntList");
            internal static readonly Op Nansum = new("nansum");
            internal static readonly Op Mean = new("mean");
            internal static readonly Op MeanDim = new("mean.dim");
            internal static readonly Op Nanmean = new("nanmean");
            internal static readonly Op Prod = new("prod");
            internal static readonly Op ProdDimInt = new("prod.dim_int");
            internal static readonly Op NormScalar = new("norm.Scalar");
            internal static readonly Op NormScalarOptDim = new("norm.ScalarOpt_dim");
            internal static readonly Op Logsumexp = new("logsumexp");
            internal static readonly Op CountNonzero = new("count_nonzero");
            internal static readonly Op CountNonzeroDimIntList = new("count_nonzero.dim_IntList");
            internal static readonly Op Renorm = new("renorm");
            internal static readonly Op Cumsum = new("cumsum");
            internal static readonly Op Cumprod = new("cumprod");
            internal static readonly Op Logcumsumexp = new("logcumsumexp");
            internal static readonly Op Cummax = new("cummax");
            internal static readonly Op Cummin = new("cummin");
            internal static readonly Op Diff = new("diff");
            internal static readonly Op TrapezoidX = new("trapezoid.x");
            internal static readonly Op TrapezoidDx = new("trapezoid.dx");
            internal static readonly Op CumulativeTrapezoidX = new("cumulative_trapezoid.x");
            internal static readonly Op CumulativeTrapezoidDx = new("cumulative_trapezoid.dx");
        }
    }
}
