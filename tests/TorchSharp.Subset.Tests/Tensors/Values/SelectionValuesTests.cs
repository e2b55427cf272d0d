using static TorchSharp.Tests.Tensors.Values.OperationTable;
using static TorchSharp.torch;

namespace TorchSharp.Tests.Tensors.Values;

public class SelectionValuesTests
{
    private static Tensor Six => M(2, 1, 2, 3, 4, 5, 6); // (2, 3)

    private static readonly OperationTable Table = new()
    {
        { "select", () => Six.select(1, 1), 2, 5 },
        { "narrow", () => Six.narrow(1, 1, 2), 2, 3, 5, 6 },
        { "slice", () => Six.slice(1, 0, 3, 2), 1, 3, 4, 6 },
        { "index_select", () => Six.index_select(1, I(2, 0)), 3, 1, 6, 4 },
        { "gather", () => Six.gather(1, I(2, 0).view(2, 1)), 3, 4 },
        { "take", () => Six.take(I(5, 0)), 6, 1 },
        { "take_along_dim", () => Six.take_along_dim(I(2, 0).view(2, 1), 1), 3, 4 },
        { "masked_select", () => Six.masked_select(Six.gt(4)), 5, 6 },
        { "where", () => where(Six.gt(4), Six, V(0)), 0, 0, 0, 0, 5, 6 },
        { "where method", () => Six.where(Six.gt(4), V(0)), 0, 0, 0, 0, 5, 6 },
        { "where indices", () => where(V(0, 7, 8))[0], 1, 2 },
        { "nonzero", () => V(0, 7, 8).nonzero(), 1, 2 },
        { "argwhere", () => V(0, 7, 8).argwhere(), 1, 2 },
        { "nonzero_as_list", () => Six.gt(5).nonzero_as_list()[1], 2 },
        { "scatter", () => zeros(3).scatter(0, I(2, 0), ones(2)), 1, 0, 1 },
        { "scatter_", () => V(0, 0, 0).scatter_(0, I(1), V(5)), 0, 5, 0 },
        { "scatter_add", () => V(1, 1).scatter_add(0, I(0, 0), V(2, 3)), 6, 1 },
        { "index_add", () => V(1, 1).index_add(0, I(0, 0), V(2, 3), 2), 11, 1 },
        { "index_copy_", () => V(1, 1).index_copy_(0, I(1), V(9)), 1, 9 },
        { "index_fill", () => V(1, 1, 1).index_fill(0, I(0, 2), 7), 7, 1, 7 },
        { "masked_fill", () => V(1, 2).masked_fill(B(0, 1), -1), 1, -1 },
        { "masked_fill_", () => V(1, 2).masked_fill_(B(1, 0), -1), -1, 2 },
        { "masked_scatter", () => V(1, 2, 3).masked_scatter(B(1, 0, 1), V(8, 9)), 8, 2, 9 },
        { "select_scatter", () => M(2, 1, 2, 3, 4).select_scatter(V(8, 9), 0, 1), 1, 2, 8, 9 },
        { "slice_scatter", () => V(1, 2, 3).slice_scatter(V(9), 0, 1, 2), 1, 9, 3 },
        { "diagonal_scatter", () => M(2, 1, 2, 3, 4).diagonal_scatter(V(8, 9)), 8, 2, 3, 9 },
        { "fill_", () => V(1, 2).fill_(4), 4, 4 },
        { "zero_", () => V(1, 2).zero_(), 0, 0 },
        { "copy_ converts", () => V(1, 2).copy_(I(3, 4)), 3, 4 },
        { "copy_ broadcasts", () => V(1, 2).copy_(I(3)), 3, 3 },
        { "set_", () => V(1, 2).set_(V(7)), 7 },
        { "one-hot by scatter", () => zeros(2, 3).scatter_(1, I(2, 0).unsqueeze(1), ones(2, 1)), 0, 0, 1, 1, 0, 0 },
    };

    public static TheoryData<string> Names => Table.Names;

    [Theory]
    [MemberData(nameof(Names))]
    public void Operation_OnKnownNumbers_GivesHandComputedValues(string operation) => Table.Check(operation);
}
