using TorchSharp.Native;

namespace TorchSharp;

// Tensors put together along an old or a new dimension.
public static partial class torch
{
    public static Tensor cat(IList<Tensor> tensors, long dim = 0) => JoiningStaticOps.Cat.Call(tensors.ToArray(), dim);
    public static Tensor cat(ReadOnlySpan<Tensor> tensors, long dim = 0) => JoiningStaticOps.Cat.Call(tensors.ToArray(), dim);
    public static Tensor cat(Tensor[] tensors, long dim = 0) => JoiningStaticOps.Cat.Call(tensors, dim);

    public static Tensor concat(IList<Tensor> tensors, long dim = 0) => cat(tensors, dim);
    public static Tensor concat(ReadOnlySpan<Tensor> tensors, long dim = 0) => cat(tensors, dim);
    public static Tensor concat(Tensor[] tensors, long dim = 0) => cat(tensors, dim);

    public static Tensor concatenate(IList<Tensor> tensors, long axis = 0) => cat(tensors, axis);
    public static Tensor concatenate(ReadOnlySpan<Tensor> tensors, long axis = 0) => cat(tensors, axis);
    public static Tensor concatenate(Tensor[] tensors, long axis = 0) => cat(tensors, axis);

    public static Tensor stack(IEnumerable<Tensor> tensors, long dim = 0) => JoiningStaticOps.Stack.Call(tensors.ToArray(), dim);

    public static Tensor hstack(params Tensor[] tensors) => JoiningStaticOps.Hstack.Call(tensors);
    public static Tensor hstack(IList<Tensor> tensors) => JoiningStaticOps.Hstack.Call(tensors.ToArray());
    public static Tensor hstack(ReadOnlySpan<Tensor> tensors) => JoiningStaticOps.Hstack.Call(tensors.ToArray());
    public static Tensor hstack(IEnumerable<Tensor> tensors) => JoiningStaticOps.Hstack.Call(tensors.ToArray());

    public static Tensor vstack(Tensor[] tensors) => JoiningStaticOps.Vstack.Call(tensors);
    public static Tensor vstack(IList<Tensor> tensors) => JoiningStaticOps.Vstack.Call(tensors.ToArray());
    public static Tensor vstack(ReadOnlySpan<Tensor> tensors) => JoiningStaticOps.Vstack.Call(tensors.ToArray());

    public static Tensor dstack(params Tensor[] tensors) => JoiningStaticOps.Dstack.Call(tensors);
    public static Tensor dstack(IList<Tensor> tensors) => JoiningStaticOps.Dstack.Call(tensors.ToArray());
    public static Tensor dstack(ReadOnlySpan<Tensor> tensors) => JoiningStaticOps.Dstack.Call(tensors.ToArray());
    public static Tensor dstack(IEnumerable<Tensor> tensors) => JoiningStaticOps.Dstack.Call(tensors.ToArray());

    public static Tensor row_stack(params Tensor[] tensors) => JoiningStaticOps.RowStack.Call(tensors);
    public static Tensor row_stack(IList<Tensor> tensors) => JoiningStaticOps.RowStack.Call(tensors.ToArray());
    public static Tensor row_stack(ReadOnlySpan<Tensor> tensors) => JoiningStaticOps.RowStack.Call(tensors.ToArray());

    public static Tensor column_stack(params Tensor[] tensors) => JoiningStaticOps.ColumnStack.Call(tensors);
    public static Tensor column_stack(IList<Tensor> tensors) => JoiningStaticOps.ColumnStack.Call(tensors.ToArray());
    public static Tensor column_stack(ReadOnlySpan<Tensor> tensors) => JoiningStaticOps.ColumnStack.Call(tensors.ToArray());

    public static Tensor block_diag(params Tensor[] tensors) => JoiningStaticOps.BlockDiag.Call(tensors);

    private static class JoiningStaticOps
    {
        internal static readonly Op Cat = new("cat");
        internal static readonly Op Stack = new("stack");
        internal static readonly Op Hstack = new("hstack");
        internal static readonly Op Vstack = new("vstack");
        internal static readonly Op Dstack = new("dstack");
        internal static readonly Op RowStack = new("row_stack");
        internal static readonly Op ColumnStack = new("column_stack");
        internal static readonly Op BlockDiag = new("block_diag");
    }
}
