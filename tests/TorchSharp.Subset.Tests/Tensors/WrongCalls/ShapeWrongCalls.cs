using static TorchSharp.torch;

namespace TorchSharp.Tests.Tensors.WrongCalls;

/// <summary>Views, joins, splits, selections and writes that do not fit.</summary>
public static class ShapeWrongCalls
{
    public static readonly WrongCallTable Table = new()
    {
        { "view", a => a.view(5), "f2,3" },
        { "view", a => a.view(-1, -1), "f2,3" },
        { "reshape", a => a.reshape(4, 2), "f2,3" },
        { "permute", a => a.permute(0, 0), "f2,3", "f2,3,4" },
        { "transpose.int", a => a.transpose(0, 5), "f2,3" },
        { "t", a => a.t(), "f2,3,4" },
        { "expand", a => a.expand(5, 5), "f2,3", "f2,5" },
        { "broadcast_to", a => a.broadcast_to(4), "f2,3" },
        { "repeat", a => a.repeat(2), "f2,3" },
        { "squeeze.dim", a => a.squeeze(4), "f2,3" },
        { "unsqueeze", a => a.unsqueeze(9), "f2,3" },
        { "flatten.using_ints", a => a.flatten(2, 1), "f2,3,4" },
        { "unflatten.int", a => a.unflatten(1, 2, 2), "f2,3" },
        { "movedim.intlist", a => a.movedim([0], [0, 1]), "f2,3" },
        { "as_strided", a => a.as_strided([9], [1], 0), "f2,3" },
        { "unfold", a => a.unfold(0, 5, 1), "f3" },
        { "diagonal", a => a.diagonal(), "f3" },
        { "tril", a => a.tril(), "f3" },
        { "flip", a => a.flip(3), "f2,3" },
        { "roll", a => a.roll([1], [4]), "f2,3" },
        { "select.int", a => a.select(0, 7), "f2,3", "f" },
        { "narrow", a => a.narrow(1, 2, 5), "f2,3" },
        { "split.Tensor", a => a.split(0, 0), "f2" },
        { "split_with_sizes", a => a.split([1, 1], 0), "f3" },
        { "chunk", a => a.chunk(0), "f3" },
        { "unbind.int", a => a.unbind(2), "f2,3" },
        { "cat", (a, b) => cat([a, b]), "f2,3 f2,4" },
        { "stack", (a, b) => stack([a, b]), "f2,3 f3,2" },
        { "hstack", (a, b) => hstack(a, b), "f2,3 f3,3" },
        { "vstack", (a, b) => vstack([a, b]), "f2,3 f2,4" },
        { "index_select", (a, b) => a.index_select(0, b), "f2,3 f1", "f2,3 i1,1" },
        { "gather", (a, b) => a.gather(1, b), "f2,3 i2", "f2,3 f2,1" },
        { "take", (a, b) => a.take(b), "f2,3 f1" },
        { "take_along_dim", (a, b) => a.take_along_dim(b, 1), "f2,3 f2,1", "f2,3 i2" },
        { "scatter.src", (a, b, c) => a.scatter(0, b, c), "f3 i2,2 f2,2", "f3 f2 f2", "f3 i2 d2" },
        { "scatter_.src", (a, b, c) => a.scatter_(0, b, c), "f3 i2,2 f2,2", "f3 f2 f2", "f3 i2 d2" },
        { "scatter_add_", (a, b, c) => a.scatter_add_(0, b, c), "f3 i2,2 f2,2", "f3 f2 f2", "f3 i2 d2" },
        { "index_add_", (a, b, c) => a.index_add_(0, b, c, 1), "f3,2 i2 f3,2", "f3 f2 f2", "f3 i2 d2" },
        { "index_copy_", (a, b, c) => a.index_copy_(0, b, c), "f3 i2 f3", "f3 f2 f2", "f3 i2 d2" },
        { "index_fill_.int_Scalar", (a, b) => a.index_fill_(0, b, 1), "f3 f2", "f3 i2,2" },
        { "slice_scatter", (a, b) => a.slice_scatter(b, 0, 0, 1), "f3 f2" },
        { "select_scatter", (a, b) => a.select_scatter(b, 0, 0), "f2,3 f2" },
        { "repeat_interleave.self_Tensor", (a, b) => a.repeat_interleave(b), "f3 i2", "f3 f3" },
        { "to.dtype_layout", a => a.to(CPU), "m2,3" },
        { "set_.source_Tensor", (a, b) => a.set_(b), "f2 m2" },
    };
}
