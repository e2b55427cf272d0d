using TorchSharp.Native;

namespace TorchSharp;

// Parts of a tensor by position: views where libtorch can make one, copies otherwise.
public static partial class torch
{
    public static Tensor gather(Tensor input, long dim, Tensor index, bool sparse_grad = false) => SelectingStaticOps.Gather.Call(input, dim, index, sparse_grad);

    public static Tensor where(Tensor condition, Tensor x, Tensor y) => SelectingStaticOps.WhereSelf.Call(condition, x, y);
    public static Tensor[] where(Tensor condition) => SelectingStaticOps.Where.CallList(condition);

    public static Tensor select(Tensor input, long dim, long index) => input.select(dim, index);

    public static Tensor narrow(Tensor input, long dim, long start, long length) => input.narrow(dim, start, length);

    public static Tensor index_select(Tensor input, long dim, Tensor index) => input.index_select(dim, index);

    public static Tensor take(Tensor input, Tensor index) => input.take(index);

    public static Tensor gather(Tensor input, long dim, Tensor index) => input.gather(dim, index);

    public static Tensor take_along_dim(Tensor input, IEnumerable<long> indices, long dim = 0) => input.take_along_dim(indices, dim);
    public static Tensor take_along_dim(Tensor input, Tensor indices, long dim = 0) => input.take_along_dim(indices, dim);

    public static Tensor select_scatter(Tensor input, Tensor src, long dim, long index) => input.select_scatter(src, dim, index);

    public static Tensor slice_scatter(Tensor input, Tensor src, long dim = 0, long? start = null, long? end = null, long step = 1) => input.slice_scatter(src, dim, start, end, step);

    public static Tensor diagonal_scatter(Tensor input, Tensor src, long offset = 0, long dim1 = 0, long dim2 = 1) => input.diagonal_scatter(src, offset, dim1, dim2);

    public static Tensor nonzero(Tensor input) => input.nonzero();

    public static Tensor argwhere(Tensor input) => input.argwhere();

    public static Tensor masked_select(Tensor input, Tensor mask) => input.masked_select(mask);

    private static class SelectingStaticOps
    {
        internal static readonly Op Gather = new("gather");
        internal static readonly Op WhereSelf = new("where.self");
        internal static readonly Op Where = new("where");
    }
}
