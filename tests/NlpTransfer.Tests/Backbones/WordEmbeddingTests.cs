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

    [Fact]
    public void StaticChannel_AddsWhatTheTableWasBeforeItTrained()
    {
        using var scope = NewDisposeScope();
        var seen = tensor(new float[] { 0, 0, 1, 1, 2, 2 }, [3, 2]);
        var embedding = new WordEmbedding(seen.clone(), tensor(new float[] { 3, 3 }, [1, 2]), seen.clone());
        using (no_grad()) embedding.Seen.add_(10).narrow(0, 0, 1).zero_();
        var found = embedding.call(tensor(new long[] { 2, 3, 1, 0 }, [1, 4]));
        Assert.Equal([14, 14, 6, 6, 12, 12, 0, 0], found.data<float>().ToArray());
    }

    [Fact]
    public void MultichannelCnn_EqualsTheSumOfItsFiltersOverBothChannels()
    {
        using var scope = NewDisposeScope();
        manual_seed(3);
        var (ids, mask) = (tensor(new long[] { 1, 2, 3, 4, 5, 6 }, [1, 6]), ones(1, 6, dtype: ScalarType.Bool));
        var (tuned, original) = (randn(7, 4), randn(7, 4));
        var backbone = new CnnOptions { Multichannel = true, FilterWidths = [3], FiltersPerWidth = 5 }.Build(new WordEmbedding(tuned.clone(), zeros(0, 4), original.clone()), PretrainedPart.Vectors);
        backbone.eval();
        var (weight, bias) = (backbone.state_dict()["convolutions.0.weight"], backbone.state_dict()["convolutions.0.bias"]);
        var expected = (Responses(tuned) + Responses(original) + bias.unsqueeze(-1)).relu().amax(2);
        Assert.True(allclose(expected, backbone.Features(new(ids, mask)), rtol: 0, atol: 1e-5));

        Tensor Responses(Tensor table) => nn.functional.conv1d(table.index_select(0, ids.flatten()).unsqueeze(0).transpose(1, 2), weight); // (1, 5, 4)
    }

    // What an average of weights, the best weights and a checkpoint hold.
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void ChangingState_OfTheGroup_LeavesOutTheTablesThatNeverTrain(bool hasStaticChannel)
    {
        using var scope = NewDisposeScope();
        var original = hasStaticChannel ? randn(10, 8) : null;
        using var backbone = new CnnOptions().Build(new WordEmbedding(randn(10, 8), randn(5, 8), original), PretrainedPart.Vectors);
        var group = backbone.LayerGroups[0];
        var constants = group.State.Select(s => s.Name).Except(group.ChangingState.Select(s => s.Name)).ToArray();
        Assert.Equal(hasStaticChannel ? 2 : 1, constants.Length);
        Assert.Contains(constants, name => name.EndsWith("unseen", StringComparison.Ordinal));
        Assert.Equal(hasStaticChannel, constants.Any(name => name.EndsWith("original", StringComparison.Ordinal)));
        Assert.NotEmpty(group.ChangingState);
    }
}
