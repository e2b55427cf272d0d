using System.Runtime.InteropServices;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace TorchSharp.Tests.NN;

/// <summary>The replaced sums without gradients beside libtorch's own, which a table that trains still goes to.</summary>
public sealed class EmbeddingBagKernelTests
{
    [Theory]
    [InlineData(EmbeddingBagMode.Sum, -1)]
    [InlineData(EmbeddingBagMode.Sum, 3)]
    [InlineData(EmbeddingBagMode.Mean, -1)]
    [InlineData(EmbeddingBagMode.Mean, 3)]
    public void FrozenBag_OfRowsAndOfOffsets_EqualsTheTrainableOne(EmbeddingBagMode mode, int padding)
    {
        using DisposeScope scope = NewDisposeScope();
        manual_seed(2);
        Tensor table = randn(50, 37);
        using EmbeddingBag frozen = nn.EmbeddingBag_from_pretrained(table, freeze: true, mode: mode, padding_index: padding);
        using EmbeddingBag trainable = nn.EmbeddingBag_from_pretrained(table.clone(), freeze: false, mode: mode, padding_index: padding);
        Tensor rows = randint(0, 50, [300, 21]);
        rows[4] = full([21], 3, dtype: ScalarType.Int64); // nothing but padding
        AssertClose(trainable.call(rows), frozen.call(rows));
        Tensor flat = randint(0, 50, [40]), offsets = tensor(new long[] { 0, 0, 11, 12, 40 });
        AssertClose(trainable.call(flat, offsets), frozen.call(flat, offsets));
    }

    [Fact]
    public void FrozenBag_WithAnIndexOutsideTheTable_SaysWhichAndHowManyRows()
    {
        using DisposeScope scope = NewDisposeScope();
        using EmbeddingBag bag = nn.EmbeddingBag_from_pretrained(randn(5, 4), mode: EmbeddingBagMode.Sum);
        var wrong = Assert.ThrowsAny<ExternalException>(() => bag.call(tensor(new long[,] { { 1, 5 } })));
        Assert.Contains("index 5 is out of range for a table of 5 rows", wrong.Message);
    }

    private static void AssertClose(Tensor expected, Tensor found) =>
        Assert.True(allclose(expected, found, rtol: 1e-5, atol: 1e-5), $"off by {(expected - found).abs().max().ToDouble()}");
}
