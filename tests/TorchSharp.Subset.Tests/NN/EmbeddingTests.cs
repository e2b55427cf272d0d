using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace TorchSharp.Tests.NN;

public class EmbeddingTests
{
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void FromPretrained_Freezes_UnlessToldNotTo(bool freeze)
    {
        using DisposeScope scope = NewDisposeScope();
        Embedding table = Embedding_from_pretrained(ones(4, 2), freeze);
        Assert.Equal(!freeze, table.weight!.requires_grad);
        Assert.Equal(!freeze, table.call(tensor(new long[] { 1 })).requires_grad);
        table.Dispose();
    }

    [Fact]
    public void FromPretrained_OfAVector_NamesItsShape()
    {
        using Tensor vector = ones(4);
        Assert.Contains("[4]", Assert.Throws<ArgumentException>(() => Embedding_from_pretrained(vector)).Message);
    }

    [Fact]
    public void PaddingRow_IsZeroAndGetsNoGradient()
    {
        using DisposeScope scope = NewDisposeScope();
        Embedding table = Embedding(4, 2, padding_idx: -3);
        Tensor ids = tensor(new long[] { 1, 2, 1 });
        table.call(ids).sum().backward();
        Assert.Equal([0f, 0f], table.weight![1].data<float>().ToArray());
        Assert.Equal([0f, 0, 0, 0, 1, 1, 0, 0], table.weight!.grad!.data<float>().ToArray());
        table.Dispose();
    }

    [Fact]
    public void MaxNorm_ShortensTheRowsThatAreLookedUp()
    {
        using DisposeScope scope = NewDisposeScope();
        Embedding table = Embedding_from_pretrained(tensor(new float[,] { { 3, 4 }, { 6, 8 } }), max_norm: 1);
        table.call(tensor(new long[] { 0 }));
        Assert.Equal(1, table.weight![0].norm().ToDouble(), 1e-4);
        Assert.Equal(10, table.weight![1].norm().ToDouble(), 1e-4);
        table.Dispose();
    }

    [Fact]
    public void Call_WithARowThatIsNotThere_SaysSoInsteadOfReadingIt()
    {
        using DisposeScope scope = NewDisposeScope();
        Embedding table = Embedding(4, 2);
        var error = Assert.Throws<System.Runtime.InteropServices.ExternalException>(() => table.call(tensor(new long[] { 4 })));
        Assert.Contains("aten::embedding(Float32[4, 2], Int64[1]", error.Message);
        table.Dispose();
    }

    [Fact]
    public void EmbeddingBag_OfRows_EqualsTheMeanOfItsEmbeddings()
    {
        using DisposeScope scope = NewDisposeScope();
        Tensor rows = randn(6, 3);
        Tensor ids = tensor(new long[,] { { 1, 2 }, { 5, 5 } });
        Tensor bags = EmbeddingBag_from_pretrained(rows.clone()).call(ids);
        Assert.True(bags.allclose(Embedding_from_pretrained(rows).call(ids).mean([1L])));
    }

    [Fact]
    public void EmbeddingBag_OfRowsWithOffsets_IsRefused()
    {
        using DisposeScope scope = NewDisposeScope();
        EmbeddingBag bag = EmbeddingBag(6, 3);
        Assert.Throws<ArgumentException>(() => bag.call(zeros(2, 2, ScalarType.Int64), tensor(new long[] { 0 })));
        Assert.Throws<ArgumentException>(() => bag.call(zeros(2, ScalarType.Int64)));
        bag.Dispose();
    }
}
