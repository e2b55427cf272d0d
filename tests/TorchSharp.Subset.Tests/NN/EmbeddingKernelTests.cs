using System.Runtime.InteropServices;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace TorchSharp.Tests.NN;

/// <summary>The replaced look-up of rows and its gradient beside what selecting and adding rows give.</summary>
public sealed class EmbeddingKernelTests
{
    [Theory]
    [InlineData(50, 37, 8)]
    [InlineData(25_000, 100, 600)] // several threads, for the rows as for the table
    public void Embedding_OfSomeRows_EqualsSelectingThem(long rows, long width, long texts)
    {
        using DisposeScope scope = NewDisposeScope();
        manual_seed(2);
        Tensor table = randn(rows, width), ids = randint(0, rows, [texts, 11]);
        using Embedding embedding = nn.Embedding_from_pretrained(table, freeze: false, padding_idx: 3);
        ids[1] = full([11], 3, dtype: ScalarType.Int64);
        Tensor found = embedding.call(ids), upstream = randn_like(found);
        Assert.Equal(table.index_select(0, ids.flatten()).view(texts, 11, width), found);
        (found * upstream).sum().backward();
        Tensor expected = zeros(rows, width).index_add_(0, ids.flatten(), upstream.view(-1, width), 1);
        expected[3] = zeros(width);
        Assert.True(allclose(expected, embedding.weight!.grad!, rtol: 1e-5, atol: 1e-5));
        Assert.Equal(0f, embedding.weight.grad![3].abs().max().ToSingle());
    }

    [Theory]
    [InlineData(5)]
    [InlineData(-1)]
    public void Embedding_OfARowThatIsNotThere_SaysSo(long id)
    {
        using DisposeScope scope = NewDisposeScope();
        using Embedding embedding = nn.Embedding(5, 4);
        var wrong = Assert.ThrowsAny<ExternalException>(() => embedding.call(tensor(new[] { 1, id })));
        Assert.Contains("index out of range in self", wrong.Message);
    }
}
