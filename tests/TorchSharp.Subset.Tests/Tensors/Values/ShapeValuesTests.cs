using static TorchSharp.Tests.Tensors.Values.OperationTable;
using static TorchSharp.torch;

namespace TorchSharp.Tests.Tensors.Values;

public class ShapeValuesTests
{
    private static Tensor Six => M(2, 1, 2, 3, 4, 5, 6); // (2, 3)

    private static readonly OperationTable Table = new()
    {
        { "t", () => Six.t(), 1, 4, 2, 5, 3, 6 },
        { "transpose", () => Six.transpose(0, 1), 1, 4, 2, 5, 3, 6 },
        { "transpose_", () => Six.transpose_(0, 1), 1, 4, 2, 5, 3, 6 },
        { "permute", () => Six.permute(1, 0), 1, 4, 2, 5, 3, 6 },
        { "mT", () => Six.mT, 1, 4, 2, 5, 3, 6 },
        { "movedim", () => Six.movedim([0], [1]), 1, 4, 2, 5, 3, 6 },
        { "expand", () => V(1, 2).expand(2, 2), 1, 2, 1, 2 },
        { "expand kept size", () => V(1, 2).expand(2, -1), 1, 2, 1, 2 },
        { "broadcast_to", () => V(1, 2).broadcast_to(2, 2), 1, 2, 1, 2 },
        { "repeat", () => V(1, 2).repeat(2), 1, 2, 1, 2 },
        { "tile", () => V(1, 2).tile([2]), 1, 2, 1, 2 },
        { "repeat_interleave", () => V(1, 2).repeat_interleave(2), 1, 1, 2, 2 },
        { "repeat_interleave counts", () => V(1, 2).repeat_interleave(I(1, 2)), 1, 2, 2 },
        { "flip", () => Six.flip(1), 3, 2, 1, 6, 5, 4 },
        { "fliplr", () => Six.fliplr(), 3, 2, 1, 6, 5, 4 },
        { "flipud", () => Six.flipud(), 4, 5, 6, 1, 2, 3 },
        { "roll", () => V(1, 2, 3).roll(1), 3, 1, 2 },
        { "roll dims", () => Six.roll([1], [1]), 3, 1, 2, 6, 4, 5 },
        { "rot90", () => M(2, 1, 2, 3, 4).rot90(), 2, 4, 1, 3 },
        { "tril", () => M(2, 1, 2, 3, 4).tril(), 1, 0, 3, 4 },
        { "triu", () => M(2, 1, 2, 3, 4).triu(1), 0, 2, 0, 0 },
        { "diag of vector", () => V(1, 2).diag(), 1, 0, 0, 2 },
        { "diag of matrix", () => M(2, 1, 2, 3, 4).diag(), 1, 4 },
        { "diagonal", () => Six.diagonal(1), 2, 6 },
        { "diagflat", () => V(1, 2).diagflat(), 1, 0, 0, 2 },
        { "diag_embed", () => V(1, 2).diag_embed(), 1, 0, 0, 2 },
        { "unfold", () => V(1, 2, 3).unfold(0, 2, 1), 1, 2, 2, 3 },
        { "as_strided", () => V(1, 2, 3).as_strided([2, 2], [1, 1]), 1, 2, 2, 3 },
        { "vander", () => V(2, 3).vander(3), 4, 2, 1, 9, 3, 1 },
        { "tril_indices", () => tril_indices(2, 2), 0, 1, 1, 0, 0, 1 },
        { "combinations", () => combinations(V(1, 2, 3)), 1, 2, 1, 3, 2, 3 },
        { "cartesian_prod", () => cartesian_prod(V(1, 2), V(3)), 1, 3, 2, 3 },
        { "meshgrid", () => meshgrid([V(1, 2), V(3, 4)])[0], 1, 1, 2, 2 },
        { "cat", () => cat([V(1), V(2, 3)]), 1, 2, 3 },
        { "cat dim", () => cat([Six, Six], 1).sum(1), 12, 30 },
        { "stack", () => stack([V(1, 2), V(3, 4)], 1), 1, 3, 2, 4 },
        { "hstack", () => hstack(V(1), V(2)), 1, 2 },
        { "vstack", () => vstack([V(1, 2), V(3, 4)]), 1, 2, 3, 4 },
        { "dstack", () => dstack(V(1, 2), V(3, 4)), 1, 3, 2, 4 },
        { "column_stack", () => column_stack(V(1, 2), V(3, 4)), 1, 3, 2, 4 },
        { "block_diag", () => block_diag(M(1, 1, 2), M(1, 3)), 1, 2, 0, 0, 0, 3 },
        { "chunk", () => V(1, 2, 3).chunk(2)[1], 3 },
        { "split", () => V(1, 2, 3).split(2)[0], 1, 2 },
        { "split sizes", () => V(1, 2, 3).split([1, 2], 0)[1], 2, 3 },
        { "tensor_split", () => V(1, 2, 3).tensor_split(2)[0], 1, 2 },
        { "hsplit", () => Six.hsplit(3)[2], 3, 6 },
        { "vsplit", () => Six.vsplit(2)[1], 4, 5, 6 },
        { "unbind", () => Six.unbind(1)[1], 2, 5 },
    };

    public static TheoryData<string> Names => Table.Names;

    [Theory]
    [MemberData(nameof(Names))]
    public void Operation_OnKnownNumbers_GivesHandComputedValues(string operation) => Table.Check(operation);

    [Fact]
    public void ShapeOperations_GiveTheShapesOfTheirNames()
    {
        using var scope = NewDisposeScope();
        Tensor t = zeros(2, 1, 3);
        Assert.Equal([6], t.view(-1).shape);
        Assert.Equal([3, 2], t.reshape(3, 2).shape);
        Assert.Equal([2, 3], t.squeeze().shape);
        Assert.Equal([2, 3], t.squeeze(1).shape);
        Assert.Equal([2, 1, 3], t.squeeze(0).shape);
        Assert.Equal([2, 1, 1, 3], t.unsqueeze(1).shape);
        Assert.Equal([2, 3], t.flatten(1).shape);
        Assert.Equal([6], t.ravel().shape);
        Assert.Equal([2, 1, 3, 1], t.unflatten(2, 3, 1).shape);
        Assert.Equal([1, 3, 2], t.permute(1, 2, 0).shape);
        Assert.Equal([1, 1], tensor(1.0).atleast_2d().shape);
        Assert.Equal([5, 2, 1, 3], t.expand(5, -1, -1, -1).shape);
    }

    [Fact]
    public void View_SharesMemoryWithItsBase()
    {
        using Tensor a = zeros(2, 2), view = a.view(4);
        view.fill_(3);
        Assert.Equal([3, 3, 3, 3], Numbers(a));
    }
}
