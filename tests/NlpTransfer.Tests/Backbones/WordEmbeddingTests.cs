using NlpTransfer.Backbones;
using TorchSharp;
using static TorchSharp.torch;

namespace NlpTransfer.Tests.Backbones;

public class WordEmbeddingTests
{
    [Fact]
    public void Forward_WithIdsOfBothTables_TakesEachFromItsOwn()
    {
        using var scope = NewDisposeScope();
        var seen = tensor(new float[] { 0, 0, 1, 1, 2, 2 }, [3, 2]);
        var unseen = tensor(new float[] { 3, 3, 4, 4 }, [2, 2]);
        var embedding = new WordEmbedding(seen, unseen);
        var found = embedding.call(tensor(new long[] { 4, 2, 0, 3, 1, 0 }, [2, 3]));
        Assert.Equal([2, 3, 2], found.shape);
        Assert.Equal([4, 4, 2, 2, 0, 0, 3, 3, 1, 1, 0, 0], found.data<float>().ToArray());
    }

    [Fact]
    public void Tables_MadeInAScope_OutliveIt()
    {
        WordEmbedding embedding;
        using (NewDisposeScope()) embedding = new WordEmbedding(ones(3, 2), ones(2, 2));
        using var again = NewDisposeScope();
        Assert.Equal(4, embedding.call(tensor(new long[] { 1, 4 }, [1, 2])).sum().ToDouble());
        embedding.Dispose();
    }
}
