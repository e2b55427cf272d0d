using static TorchSharp.torch;

namespace TorchSharp.Tests.Indexing;

public class IndexingTests
{
    private static Tensor Grid() => tensor(new long[,,] { { { 0, 1, 2, 3 }, { 4, 5, 6, 7 }, { 8, 9, 10, 11 } }, { { 12, 13, 14, 15 }, { 16, 17, 18, 19 }, { 20, 21, 22, 23 } } });

    private static long[] Values(Tensor t) => t.data<long>().ToArray();

    [Fact]
    public void Index_WithNumbersAndSlices_EqualsPythons()
    {
        using Tensor g = Grid();
        Assert.Equal([16L, 17, 18, 19], Values(g[1, 1]));
        Assert.Equal([5L, 6], Values(g[0, 1, TensorIndex.Slice(1, 3)]));
        Assert.Equal([3L, 7, 11, 15, 19, 23], Values(g[TensorIndex.Ellipsis, -1]));
        Assert.Equal([1L, 2, 5, 6], Values(g[0, 0..2, 1..3]));
        Assert.Equal([0L, 2, 4, 6, 8, 10], Values(g[0, TensorIndex.Colon, TensorIndex.Slice(null, null, 2)]));
        Assert.Equal([8L, 9, 10, 11], Values(g[0, ^1]));
    }

    [Fact]
    public void Index_WithNewAxis_AddsADimension()
    {
        using Tensor g = Grid();
        Assert.Equal([2, 1, 3, 4], g[TensorIndex.Colon, TensorIndex.None].shape);
        Assert.Equal([2, 3, 4, 1], g[TensorIndex.Ellipsis, TensorIndex.Null].shape);
    }

    [Fact]
    public void Index_WithTensors_GathersAndMasks()
    {
        using Tensor g = Grid();
        Assert.Equal([2, 2, 4], g[TensorIndex.Colon, TensorIndex.Tensor(tensor(new long[] { 2, 0 }))].shape);
        Assert.Equal([8L, 9, 10, 11], Values(g[TensorIndex.Colon, TensorIndex.Tensor(tensor(new long[] { 2, 0 }))])[..4]);
        Assert.Equal([5L, 22], Values(g[tensor(new long[] { 0, 1 }), tensor(new long[] { 1, 2 }), tensor(new long[] { 1, 2 })]));
        Assert.Equal([12L, 13, 14, 15], Values(g[TensorIndex.Tensor(tensor(new[] { false, true })), 0]));
    }

    [Fact]
    public void Assignment_WritesThroughViewsAndIndexTensors()
    {
        using Tensor g = Grid();
        g[0, 0] = tensor(-1L);
        g[TensorIndex.Ellipsis, TensorIndex.Slice(3)] = tensor(7L);
        g.index_put_(5, tensor(new long[] { 1 }), tensor(new long[] { 2 }), tensor(new long[] { 0 }));
        Assert.Equal([-1L, -1, -1, 7], Values(g[0, 0]));
        Assert.Equal([5L, 21, 22, 7], Values(g[1, 2]));
    }

    [Fact]
    public void Index_LeavesOneTensorBehind()
    {
        using Tensor g = Grid();
        using DisposeScope scope = NewDisposeScope();
        Tensor part = g[1, TensorIndex.Slice(0, 2), TensorIndex.None, -1];
        Assert.Same(part, Assert.Single(scope.DisposablesView));
        Assert.False(g.IsInvalid);
    }

    [Fact]
    public void Index_OutsideTheTensor_NamesTheShape()
    {
        using Tensor g = Grid();
        Assert.Contains("[2, 3, 4]", Assert.ThrowsAny<Exception>(() => g[2]).Message);
        Assert.Contains("[2, 3, 4]", Assert.Throws<IndexOutOfRangeException>(() => g[TensorIndex.Colon, TensorIndex.Colon, TensorIndex.Colon, TensorIndex.Colon]).Message);
    }
}
