using TorchSharp.Native;

namespace TorchSharp;

// Other shapes over the same elements: views where libtorch can make one.
public static partial class torch
{
    public partial class Tensor
    {
        /// <summary>The same elements under another shape; one dimension may be -1. Needs compatible strides.</summary>
        public Tensor view(params long[] shape) => ShapeOps.View.Call(this, shape);

        public Tensor view_as(Tensor other) => ShapeOps.ViewAs.Call(this, other);

        public Tensor reshape(params long[] shape) => ShapeOps.Reshape.Call(this, shape);

        public Tensor flatten(long start_dim = 0, long end_dim = -1) => ShapeOps.FlattenUsingInts.Call(this, start_dim, end_dim);

        public Tensor unflatten(long dim, params long[] sizes) => ShapeOps.UnflattenInt.Call(this, dim, sizes);
        public Tensor unflatten(long dim, Size sizes) => unflatten(dim, sizes.Shape);

        public Tensor ravel() => ShapeOps.Ravel.Call(this);

        public Tensor squeeze(long? dim = null) => dim is { } d ? ShapeOps.SqueezeDim.Call(this, d) : ShapeOps.Squeeze.Call(this);
        public Tensor squeeze_(long? dim = null) => dim is { } d ? ShapeOps.SqueezeDimInPlace.InPlace(this, d) : ShapeOps.SqueezeInPlace.InPlace(this);

        public Tensor unsqueeze(long dim) => ShapeOps.Unsqueeze.Call(this, dim);
        public Tensor unsqueeze_(long dim) => ShapeOps.UnsqueezeInPlace.InPlace(this, dim);

        public Tensor permute(params long[] permutation) => ShapeOps.Permute.Call(this, permutation);
        public Tensor permute(IEnumerable<long> permutation) => ShapeOps.Permute.Call(this, permutation.ToArray());

        public Tensor transpose(long dim0, long dim1) => ShapeOps.TransposeInt.Call(this, dim0, dim1);
        public Tensor transpose_(long dim0, long dim1) => ShapeOps.TransposeInPlace.InPlace(this, dim0, dim1);

        public Tensor swapaxes(long dim0, long dim1) => ShapeOps.Swapaxes.Call(this, dim0, dim1);

        public Tensor swapdims(long dim0, long dim1) => ShapeOps.Swapdims.Call(this, dim0, dim1);

        public Tensor movedim(long[] source, long[] destination) => ShapeOps.MovedimIntlist.Call(this, source, destination);

        public Tensor moveaxis(long[] source, long[] destination) => ShapeOps.MoveaxisIntlist.Call(this, source, destination);

        public Tensor t() => ShapeOps.T.Call(this);

        public Tensor expand(params long[] sizes) => ShapeOps.Expand.Call(this, sizes);
        public Tensor expand(long[] sizes, bool isImplicit = false) => ShapeOps.Expand.Call(this, sizes, isImplicit);
        public Tensor expand(ReadOnlySpan<long> sizes, bool isImplicit = false) => ShapeOps.Expand.Call(this, sizes.ToArray(), isImplicit);
        public Tensor expand(Size sizes, bool isImplicit = false) => ShapeOps.Expand.Call(this, sizes.Shape, isImplicit);

        public Tensor expand_as(Tensor other) => ShapeOps.ExpandAs.Call(this, other);

        public Tensor broadcast_to(params long[] shape) => ShapeOps.BroadcastTo.Call(this, shape);

        public Tensor as_strided(long[] size, long[] strides, long storageOffset = 0) => ShapeOps.AsStrided.Call(this, size, strides, storageOffset);

        public Tensor unfold(long dimension, long size, long step) => ShapeOps.Unfold.Call(this, dimension, size, step);

        public Tensor atleast_1d() => ShapeOps.Atleast1d.Call(this);

        public Tensor atleast_2d() => ShapeOps.Atleast2d.Call(this);

        public Tensor atleast_3d() => ShapeOps.Atleast3d.Call(this);

        public Tensor adjoint() => ShapeOps.Adjoint.Call(this);

        public Tensor diagonal(long offset = 0, long dim1 = 0, long dim2 = 1) => ShapeOps.Diagonal.Call(this, offset, dim1, dim2);

        public Tensor diag_embed(long offset = 0, long dim1 = -2, long dim2 = -1) => ShapeOps.DiagEmbed.Call(this, offset, dim1, dim2);

        public Tensor diag(long diagonal = 0) => ShapeOps.Diag.Call(this, diagonal);

        public Tensor diagflat(long offset = 0) => ShapeOps.Diagflat.Call(this, offset);

        private static class ShapeOps
        {
            internal static readonly Op View = new("view");
            internal static readonly Op ViewAs = new("view_as");
            internal static readonly Op Reshape = new("reshape");
            internal static readonly Op FlattenUsingInts = new("flatten.using_ints");
            internal static readonly Op UnflattenInt = new("unflatten.int");
            internal static readonly Op Ravel = new("ravel");
            internal static readonly Op SqueezeDim = new("squeeze.dim");
            internal static readonly Op Squeeze = new("squeeze");
            internal static readonly Op SqueezeDimInPlace = new("squeeze_.dim");
            internal static readonly Op SqueezeInPlace = new("squeeze_");
            internal static readonly Op Unsqueeze = new("unsqueeze");
            internal static readonly Op UnsqueezeInPlace = new("unsqueeze_");
            internal static readonly Op Permute = new("permute");
            internal static readonly Op TransposeInt = new("transpose.int");
            internal static readonly Op TransposeInPlace = new("transpose_");
            internal static readonly Op Swapaxes = new("swapaxes");
            internal static readonly Op Swapdims = new("swapdims");
            internal static readonly Op MovedimIntlist = new("movedim.intlist");
            internal static readonly Op MoveaxisIntlist = new("moveaxis.intlist");
            internal static readonly Op T = new("t");
            internal static readonly Op Expand = new("expand");
            internal static readonly Op ExpandAs = new("expand_as");
            internal static readonly Op BroadcastTo = new("broadcast_to");
            internal static readonly Op AsStrided = new("as_strided");
            internal static readonly Op Unfold = new("unfold");
            internal static readonly Op Atleast1d = new("atleast_1d");
            internal static readonly Op Atleast2d = new("atleast_2d");
            internal static readonly Op Atleast3d = new("atleast_3d");
            internal static readonly Op Adjoint = new("adjoint");
            internal static readonly Op Diagonal = new("diagonal");
            internal static readonly Op DiagEmbed = new("diag_embed");
            internal static readonly Op Diag = new("diag");
            internal static readonly Op Diagflat = new("diagflat");
        }
    }
}
