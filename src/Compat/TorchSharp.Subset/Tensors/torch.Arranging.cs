using TorchSharp.Native;

namespace TorchSharp;

// The same elements in another order, or several times over.
public static partial class torch
{
    public static Tensor tril_indices(long row, long col, long offset = 0, ScalarType dtype = ScalarType.Int64, Device? device = null) => ArrangingStaticOps.TrilIndices.Call(row, col, offset, dtype, Value.None, device);

    public static Tensor triu_indices(long row, long col, long offset = 0, ScalarType dtype = ScalarType.Int64, Device? device = null) => ArrangingStaticOps.TriuIndices.Call(row, col, offset, dtype, Value.None, device);

    public static Tensor combinations(Tensor input, int r = 2, bool with_replacement = false) => ArrangingStaticOps.Combinations.Call(input, r, with_replacement);

    public static Tensor cartesian_prod(params Tensor[] tensors) => ArrangingStaticOps.CartesianProd.Call(tensors);
    public static Tensor cartesian_prod(IList<Tensor> tensors) => ArrangingStaticOps.CartesianProd.Call(tensors.ToArray());
    public static Tensor cartesian_prod(ReadOnlySpan<Tensor> tensors) => ArrangingStaticOps.CartesianProd.Call(tensors.ToArray());

    public static Tensor[] meshgrid(IEnumerable<Tensor> tensors, string indexing = "ij") => ArrangingStaticOps.MeshgridIndexing.CallList(tensors.ToArray(), indexing);

    public static Tensor tile(Tensor input, long[] dims) => input.tile(dims);

    public static Tensor repeat_interleave(Tensor input, Tensor repeats, long? dim = null, long? output_size = null) => input.repeat_interleave(repeats, dim, output_size);
    public static Tensor repeat_interleave(Tensor input, long repeats, long? dim = null, long? output_size = null) => input.repeat_interleave(repeats, dim, output_size);

    public static Tensor flip(Tensor input, params long[] dims) => input.flip(dims);

    public static Tensor fliplr(Tensor input) => input.fliplr();

    public static Tensor flipud(Tensor input) => input.flipud();

    public static Tensor roll(Tensor input, (long, long) shifts, (long, long) dims) => input.roll(shifts, dims);
    public static Tensor roll(Tensor input, (long, long, long) shifts, (long, long, long) dims) => input.roll(shifts, dims);
    public static Tensor roll(Tensor input, ReadOnlySpan<long> shifts, ReadOnlySpan<long> dims = default) => input.roll(shifts, dims);
    public static Tensor roll(Tensor input, long shifts, long? dims = null) => input.roll(shifts, dims);
    public static Tensor roll(Tensor input, long[] shifts) => input.roll(shifts);
    public static Tensor roll(Tensor input, long[] shifts, long[] dims) => input.roll(shifts, dims);

    public static Tensor rot90(Tensor input, long k = 1, (long, long)? dims = null) => input.rot90(k, dims);

    public static Tensor tril(Tensor input, long diagonal = 0) => input.tril(diagonal);
    public static Tensor tril_(Tensor input, long diagonal = 0) => input.tril_(diagonal);

    public static Tensor triu(Tensor input, long diagonal = 0) => input.triu(diagonal);
    public static Tensor triu_(Tensor input, long diagonal = 0) => input.triu_(diagonal);

    public static Tensor vander(Tensor x, long N = -1, bool increasing = false) => x.vander(N, increasing);

    private static class ArrangingStaticOps
    {
        internal static readonly Op TrilIndices = new("tril_indices");
        internal static readonly Op TriuIndices = new("triu_indices");
        internal static readonly Op Combinations = new("combinations");
        internal static readonly Op CartesianProd = new("cartesian_prod");
        internal static readonly Op MeshgridIndexing = new("meshgrid.indexing");
    }
}
