using NlpTransfer.Backbones;
using TorchSharp;
using static TorchSharp.torch;

namespace NlpTransfer.Tests.Backbones;

public class WordCnnTests
{
    // The reference is the network as the paper has it: convolve everything, mask, take the largest, let autograd go through it all.
    [Fact]
    public void Gradients_ThroughTheStrongestWindows_EqualThoseOfPlainConvolutions()
    {
        using var scope = NewDisposeScope();
        manual_seed(3);
        var table = cat([zeros(1, 6), randn(11, 6)]);
        var backbone = new CnnOptions { FiltersPerWidth = 7, FilterWidths = [2, 3, 5] }.Build(new WordEmbedding(table, zeros(0, 6)), PretrainedPart.Vectors);
        var ids = randint(1, 12, new long[] { 4, 9 }, dtype: ScalarType.Int64);
        long[] lengths = [9, 4, 1, 6];
        var mask = arange(9).unsqueeze(0).lt(tensor(lengths).unsqueeze(1));
        ids = ids.masked_fill(~mask, 0);
        var upstream = randn(4, backbone.FeatureSize);

        var features = backbone.Features(new(ids, mask));
        (features * upstream).sum().backward();
        var found = backbone.named_parameters().ToDictionary(p => p.name, p => p.parameter.grad!.clone());
        backbone.zero_grad();
        var expected = Plain(backbone.state_dict(), ids, lengths, [2, 3, 5]);
        (expected * upstream).sum().backward();
        using (no_grad()) backbone.state_dict()["embeddings.seen.weight"].grad![0].zero_(); // padding is no word, and has no gradient in the model

        AssertClose(expected, features, "features");
        foreach (var (name, parameter) in backbone.named_parameters()) AssertClose(parameter.grad!, found[name], name);
        using (no_grad()) AssertClose(expected, backbone.Features(new(ids, mask)), "features without gradients");
    }

    private static Tensor Plain(Dictionary<string, Tensor> weights, Tensor ids, long[] lengths, int[] widths)
    {
        var vectors = weights["embeddings.seen.weight"].index_select(0, ids.flatten()).view(4, 9, 6).transpose(1, 2);
        var parts = widths.Select((width, i) =>
        {
            var responses = nn.functional.conv1d(vectors, weights[$"convolutions.{i}.weight"], weights[$"convolutions.{i}.bias"]);
            return stack(lengths.Select((length, row) => responses[row].narrow(1, 0, Math.Max(1, length - width + 1)).amax(1)).ToArray());
        });
        return nn.functional.relu(cat(parts.ToArray(), dim: 1));
    }

    private static void AssertClose(Tensor expected, Tensor found, string what)
    {
        var difference = (expected - found).abs().max().ToSingle();
        Assert.True(difference <= 1e-5, $"{what}: largest difference {difference}");
    }
}
