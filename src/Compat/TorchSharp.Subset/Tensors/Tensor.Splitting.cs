using TorchSharp.Native;

namespace TorchSharp;

// Tensors taken apart along a dimension.
public static partial class torch
{
    public partial class Tensor
    {
        public Tensor[] chunk(long chunks, long dim = 0) => SplittingOps.Chunk.CallList(this, chunks, dim);

        public Tensor[] split(long size, int dim = 0) => SplittingOps.SplitTensor.CallList(this, size, dim);
        public Tensor[] split(params long[] sizes) => SplittingOps.SplitWithSizes.CallList(this, sizes);
        public Tensor[] split(long[] sizes, long dim = 0) => SplittingOps.SplitWithSizes.CallList(this, sizes, dim);
        public Tensor[] split(ReadOnlySpan<long> sizes, long dim = 0) => SplittingOps.SplitWithSizes.CallList(this, sizes.ToArray(), dim);

        public Tensor[] tensor_split(long size, long dim = 0) => SplittingOps.TensorSplitSections.CallList(this, size, dim);
        public Tensor[] tensor_split(long[] sizes, long dim = 0) => SplittingOps.TensorSplitIndices.CallList(this, sizes, dim);
        public Tensor[] tensor_split(Tensor indices, long dim = 0) => SplittingOps.TensorSplitTensorIndicesOrSections.CallList(this, indices, dim);

        public Tensor[] hsplit(long size) => SplittingOps.HsplitInt.CallList(this, size);
        public Tensor[] hsplit(params long[] sizes) => SplittingOps.HsplitArray.CallList(this, sizes);
        public Tensor[] hsplit(Tensor indices) => tensor_split(indices, ndim > 1 ? 1 : 0);

        public Tensor[] vsplit(long size) => SplittingOps.VsplitInt.CallList(this, size);
        public Tensor[] vsplit(params long[] sizes) => SplittingOps.VsplitArray.CallList(this, sizes);
        public Tensor[] vsplit(Tensor indices) => tensor_split(indices, 0);

        public Tensor[] dsplit(long size) => SplittingOps.DsplitInt.CallList(this, size);
        public Tensor[] dsplit(params long[] sizes) => SplittingOps.DsplitArray.CallList(this, sizes);
        public Tensor[] dsplit(Tensor indices) => tensor_split(indices, 2);
        public Tensor[] dsplit((long, long) indices_or_sections) => dsplit([indices_or_sections.Item1, indices_or_sections.Item2]);
        public Tensor[] dsplit((long, long, long) indices_or_sections) => dsplit([indices_or_sections.Item1, indices_or_sections.Item2, indices_or_sections.Item3]);
        public Tensor[] dsplit((long, long, long, long) indices_or_sections) => dsplit([indices_or_sections.Item1, indices_or_sections.Item2, indices_or_sections.Item3, indices_or_sections.Item4]);

        public Tensor[] unbind(long dimension = 0) => SplittingOps.UnbindInt.CallList(this, dimension);

        private static class SplittingOps
        {
            internal static readonly Op Chunk = new("chunk");
            internal static readonly Op SplitTensor = new("split.Tensor");
            internal static readonly Op SplitWithSizes = new("split_with_sizes");
            internal static readonly Op TensorSplitSections = new("tensor_split.sections");
            internal static readonly Op TensorSplitIndices = new("tensor_split.indices");
            internal static readonly Op TensorSplitTensorIndicesOrSections = new("tensor_split.tensor_indices_or_sections");
            internal static readonly Op HsplitInt = new("hsplit.int");
            internal static readonly Op HsplitArray = new("hsplit.array");
            internal static readonly Op VsplitInt = new("vsplit.int");
            internal static readonly Op VsplitArray = new("vsplit.array");
            internal static readonly Op DsplitInt = new("dsplit.int");
            internal static readonly Op DsplitArray = new("dsplit.array");
            internal static readonly Op UnbindInt = new("unbind.int");
        }
    }
}
