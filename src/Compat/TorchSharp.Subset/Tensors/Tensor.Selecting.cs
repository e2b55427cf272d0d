using TorchSharp.Native;

namespace TorchSharp;

// Parts of a tensor by position: views where libtorch can make one, copies otherwise.
public static partial class torch
{
    public partial class Tensor
    {
        public Tensor select(long dim, long index) => SelectingOps.SelectInt.Call(this, dim, index);

        public Tensor narrow(long dim, long start, long length) => SelectingOps.Narrow.Call(this, dim, start, length);

        public Tensor slice(long dim, long start, long finish, long step) => SelectingOps.SliceTensor.Call(this, dim, start, finish, step);

        public Tensor index_select(long dim, Tensor index) => SelectingOps.IndexSelect.Call(this, dim, index);

        public Tensor take(Tensor index) => SelectingOps.Take.Call(this, index);

        public Tensor gather(long dim, Tensor index) => SelectingOps.Gather.Call(this, dim, index);

        public Tensor take_along_dim(Tensor indices) => SelectingOps.TakeAlongDim.Call(this, indices);

        public Tensor take_along_dim(IEnumerable<long> indices)
        {
            using Tensor positions = torch.tensor(indices.ToArray());
            return take_along_dim(positions);
        }

        public Tensor take_along_dim(IEnumerable<long> indices, long dim)
        {
            using Tensor positions = torch.tensor(indices.ToArray());
            return take_along_dim(positions, dim);
        }

        public Tensor take_along_dim(Tensor indices, long dim) => SelectingOps.TakeAlongDim.Call(this, indices, dim);

        public Tensor select_scatter(Tensor src, long dim, long index) => SelectingOps.SelectScatter.Call(this, src, dim, index);

        public Tensor slice_scatter(Tensor src, long dim = 0, long? start = null, long? end = null, long step = 1) => SelectingOps.SliceScatter.Call(this, src, dim, start, end, step);

        public Tensor diagonal_scatter(Tensor src, long offset = 0, long dim1 = 0, long dim2 = 1) => SelectingOps.DiagonalScatter.Call(this, src, offset, dim1, dim2);

        public Tensor nonzero() => SelectingOps.Nonzero.Call(this);

        public Tensor argwhere() => SelectingOps.Argwhere.Call(this);

        public IList<Tensor> nonzero_as_list() => SelectingOps.NonzeroNumpy.CallList(this);

        /// <summary>Where the condition holds this tensor's elements, elsewhere those of <paramref name="y"/>.</summary>
        public Tensor where(Tensor condition, Tensor y) => SelectingOps.WhereSelf.Call(condition, this, y);

        public Tensor masked_select(Tensor mask) => SelectingOps.MaskedSelect.Call(this, mask);

        private static class SelectingOps
        {
            internal static readonly Op SelectInt = new("select.int");
            internal static readonly Op Narrow = new("narrow");
            internal static readonly Op SliceTensor = new("slice.Tensor");
            internal static readonly Op IndexSelect = new("index_select");
            internal static readonly Op Take = new("take");
            internal static readonly Op Gather = new("gather");
            internal static readonly Op TakeAlongDim = new("take_along_dim");
            internal static readonly Op SelectScatter = new("select_scatter");
            internal static readonly Op SliceScatter = new("slice_scatter");
            internal static readonly Op DiagonalScatter = new("diagonal_scatter");
            internal static readonly Op Nonzero = new("nonzero");
            internal static readonly Op Argwhere = new("argwhere");
            internal static readonly Op NonzeroNumpy = new("nonzero_numpy");
            internal static readonly Op WhereSelf = new("where.self");
            internal static readonly Op MaskedSelect = new("masked_select");
        }
    }
}
