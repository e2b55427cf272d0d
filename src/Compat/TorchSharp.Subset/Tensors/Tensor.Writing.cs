using System.Runtime.InteropServices;
using TorchSharp.Native;

namespace TorchSharp;

// Values written into places of a tensor.
public static partial class torch
{
    public partial class Tensor
    {
        public Tensor scatter(long dim, Tensor index, Tensor src) => WritingOps.ScatterSrc.Call(this, dim, index, src);
        public Tensor scatter_(long dim, Tensor index, Tensor src) => WritingOps.ScatterSrcInPlace.InPlace(this, dim, index, src);

        public Tensor scatter_add(long dim, Tensor index, Tensor src) => WritingOps.ScatterAdd.Call(this, dim, index, src);
        public Tensor scatter_add_(long dim, Tensor index, Tensor src) => WritingOps.ScatterAddInPlace.InPlace(this, dim, index, src);

        public Tensor index_add(long dim, Tensor index, Tensor source, Scalar alpha) => WritingOps.IndexAdd.Call(this, dim, index, source, alpha);
        public Tensor index_add_(long dim, Tensor index, Tensor source, Scalar alpha) => WritingOps.IndexAddInPlace.InPlace(this, dim, index, source, alpha);

        public Tensor index_copy(long dim, Tensor index, Tensor source) => WritingOps.IndexCopy.Call(this, dim, index, source);
        public Tensor index_copy_(long dim, Tensor index, Tensor source) => WritingOps.IndexCopyInPlace.InPlace(this, dim, index, source);

        public Tensor index_fill(long dim, Tensor index, Scalar value) => WritingOps.IndexFillIntScalar.Call(this, dim, index, value);
        public Tensor index_fill_(long dim, Tensor index, Scalar value) => WritingOps.IndexFillIntScalarInPlace.InPlace(this, dim, index, value);

        public Tensor masked_fill(Tensor mask, Scalar value) => WritingOps.MaskedFillScalar.Call(this, Boolean(mask, "masked_fill"), value);
        public Tensor masked_fill_(Tensor mask, Scalar value) => WritingOps.MaskedFillScalarInPlace.InPlace(this, Boolean(mask, "masked_fill_"), value);

        public Tensor masked_scatter(Tensor mask, Tensor value) => WritingOps.MaskedScatter.Call(this, Boolean(mask, "masked_scatter"), value);
        public Tensor masked_scatter_(Tensor mask, Tensor value) => WritingOps.MaskedScatterInPlace.InPlace(this, Boolean(mask, "masked_scatter_"), value);

        public Tensor fill_(Scalar value) => WritingOps.FillScalarInPlace.InPlace(this, value);

        public Tensor zero_() => WritingOps.ZeroInPlace.InPlace(this);

        public Tensor copy_(Tensor source, bool nonBlocking = false) => WritingOps.CopyInPlace.InPlace(this, source, nonBlocking);

        /// <summary>Makes this tensor share the storage, shape and strides of another.</summary>
        public Tensor set_(Tensor source) => WritingOps.SetSourceTensorInPlace.InPlace(this, source);

        // Newer releases of libtorch refuse other masks; 1.13 reads their bytes as if they were truth values.
        private Tensor Boolean(Tensor mask, string operation) =>
            mask is null || mask.IsInvalid || IsInvalid || mask.dtype == ScalarType.Bool
                ? mask!
                : throw new ExternalException($"aten::{operation}{ArgumentPacker.Describe([this, mask])}: the mask must be of dtype Bool, found {mask.dtype}.");

        private static class WritingOps
        {
            internal static readonly Op ScatterSrc = new("scatter.src");
            internal static readonly Op ScatterSrcInPlace = new("scatter_.src");
            internal static readonly Op ScatterAdd = new("scatter_add");
            internal static readonly Op ScatterAddInPlace = new("scatter_add_");
            internal static readonly Op IndexAdd = new("index_add");
            internal static readonly Op IndexAddInPlace = new("index_add_");
            internal static readonly Op IndexCopy = new("index_copy");
            internal static readonly Op IndexCopyInPlace = new("index_copy_");
            internal static readonly Op IndexFillIntScalar = new("index_fill.int_Scalar");
            internal static readonly Op IndexFillIntScalarInPlace = new("index_fill_.int_Scalar");
            internal static readonly Op MaskedFillScalar = new("masked_fill.Scalar");
            internal static readonly Op MaskedFillScalarInPlace = new("masked_fill_.Scalar");
            internal static readonly Op MaskedScatter = new("masked_scatter");
            internal static readonly Op MaskedScatterInPlace = new("masked_scatter_");
            internal static readonly Op FillScalarInPlace = new("fill_.Scalar");
            internal static readonly Op ZeroInPlace = new("zero_");
            internal static readonly Op CopyInPlace = new("copy_");
            internal static readonly Op SetSourceTensorInPlace = new("set_.source_Tensor");
        }
    }
}
