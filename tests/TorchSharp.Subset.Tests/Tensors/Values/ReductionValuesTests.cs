using static TorchSharp.Tests.Tensors.Values.OperationTable;
using static TorchSharp.torch;

namespace TorchSharp.Tests.Tensors.Values;

public class ReductionValuesTests
{
    private static Tensor Six => M(2, 1, 2, 3, 4, 5, 6); // (2, 3)

    private static readonly OperationTable Table = new()
    {
        { "sum", () => Six.sum(), 21 },
        { "sum dim", () => Six.sum(0L), 5, 7, 9 },
        { "sum two dims", () => Six.sum(0, 1), 21 },
        { "sum list keepdim", () => Six.sum([1], keepdim: true), 6, 15 },
        { "mean", () => Six.mean(), 3.5 },
        { "mean dims", () => Six.mean([1]), 2, 5 },
        { "mean of integers as floats", () => I(1, 2).mean([0], type: ScalarType.Float32), 1.5 },
        { "nansum", () => V(1, double.NaN).nansum(), 1 },
        { "nanmean", () => V(1, 3, double.NaN).nanmean(), 2 },
        { "prod", () => Six.prod(), 720 },
        { "prod dim", () => Six.prod(1), 6, 120 },
        { "norm", () => V(3, 4).norm(), 5 },
        { "norm p=1 dim", () => Six.norm(1, p: 1), 6, 15 },
        { "logsumexp", () => V(0, 0).logsumexp(0), Math.Log(2) },
        { "count_nonzero", () => V(0, 1, 2).count_nonzero(), 2 },
        { "renorm", () => M(1, 3, 4).renorm(2, 0, 1), 0.6 * (1 / (1 + 1e-7 / 5)), 0.8 * (1 / (1 + 1e-7 / 5)) },
        { "cumsum", () => Six.cumsum(1), 1, 3, 6, 4, 9, 15 },
        { "cumprod", () => Six.cumprod(0), 1, 2, 3, 4, 10, 18 },
        { "logcumsumexp", () => V(0, 0, 0).logcumsumexp(0), 0, Math.Log(2), Math.Log(3) },
        { "cummax", () => V(1, 3, 2).cummax(0).values, 1, 3, 3 },
        { "cummin indices", () => V(2, 3, 1).cummin(0).indexes, 0, 0, 2 },
        { "diff", () => V(1, 4, 9).diff(), 3, 5 },
        { "trapezoid", () => V(1, 3, 5).trapezoid(), 6 },
        { "max", () => Six.max(), 6 },
        { "max dim", () => Six.max(1).values, 3, 6 },
        { "min dim indices", () => Six.min(1).indexes, 0, 0 },
        { "argmax", () => V(1, 3, 2).argmax(), 1 },
        { "argmax dim", () => Six.argmax(0), 1, 1, 1 },
        { "argmin", () => V(1, 3, 0).argmin(), 2 },
        { "amax", () => Six.amax(0), 4, 5, 6 },
        { "amin of all", () => Six.amin(0, 1), 1 },
        { "aminmax", () => Six.aminmax().max, 6 },
        { "std", () => V(1, 3).std(), Math.Sqrt(2) },
        { "std biased", () => V(1, 3).std(false), 1 },
        { "std dim", () => Six.std(1L), 1, 1 },
        { "var", () => V(1, 3).var(), 2 },
        { "var dim biased", () => Six.var(1L, unbiased: false), 2.0 / 3, 2.0 / 3 },
        { "var_mean", () => V(1, 3).var_mean().mean, 2 },
        { "median", () => V(1, 9, 3).median(), 3 },
        { "mode", () => V(2, 1, 2).mode().values, 2 },
        { "quantile", () => V(0, 10).quantile(V(0.25)), 2.5 },
        { "bincount", () => I(0, 1, 1, 3).bincount(null), 1, 2, 0, 1 },
        { "histc", () => V(0, 1, 1, 4).histc(4, 0, 4), 1, 2, 0, 1 },
        { "cov", () => M(2, 1, 2, 2, 4).cov(), 0.5, 1, 1, 2 },
        { "corrcoef", () => M(2, 1, 2, 2, 4).corrcoef(), 1, 1, 1, 1 },
        { "sort", () => V(3, 1, 2).sort().Values, 1, 2, 3 },
        { "sort descending indices", () => V(3, 1, 2).sort(descending: true).Indices, 0, 2, 1 },
        { "argsort", () => V(3, 1, 2).argsort(), 1, 2, 0 },
        { "topk", () => V(3, 1, 2).topk(2).values, 3, 2 },
        { "topk smallest indices", () => V(3, 1, 2).topk(2, largest: false).indexes, 1, 2 },
        { "kthvalue", () => V(3, 1, 2).kthvalue(2, null).values, 2 },
        { "msort", () => M(2, 3, 1, 2, 4).msort(), 2, 1, 3, 4 },
        { "unique", () => I(3, 1, 3).unique().output, 1, 3 },
        { "unique counts", () => I(3, 1, 3).unique(return_counts: true).counts, 1, 2 },
        { "unique inverse", () => I(3, 1, 3).unique(return_inverse: true).inverse_indices, 1, 0, 1 },
        { "unique rows", () => M(3, 1, 2, 1, 2, 0, 1).unique(dim: 0).output, 0, 1, 1, 2 },
        { "unique_consecutive", () => I(1, 1, 2, 1).unique_consecutive().output, 1, 2, 1 },
        { "bucketize", () => V(0.5, 2).bucketize(V(1, 2, 3)), 0, 1 },
        { "searchsorted", () => searchsorted(V(1, 2, 3), V(2.5), right: true), 2 },
    };

    public static TheoryData<string> Names => Table.Names;

    [Theory]
    [MemberData(nameof(Names))]
    public void Operation_OnKnownNumbers_GivesHandComputedValues(string operation) => Table.Check(operation);

    [Fact]
    public void Unique_WithoutCounts_GivesNullForThem()
    {
        using var scope = NewDisposeScope();
        (_, Tensor inverse, Tensor counts) = I(3, 1, 3).unique();
        Assert.Null(inverse);
        Assert.Null(counts);
    }
}
