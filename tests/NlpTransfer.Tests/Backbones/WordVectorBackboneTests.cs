using NlpTransfer.Backbones;
using static TorchSharp.torch;

namespace NlpTransfer.Tests.Backbones;

public abstract class WordVectorBackboneTests(string name) : BackboneContract
{
    // Ids 0 .. 17 are in the table that trains, 18 .. 20 in the one that does not.
    protected override Backbone Create(long seed)
    {
        manual_seed(seed);
        var seen = randn(18, 6);
        seen[0] = zeros(6);
        return WordBackboneOptions.ByName(name).Build(new WordEmbedding(seen, randn(3, 6)), PretrainedPart.Vectors);
    }

    public sealed class Mean() : WordVectorBackboneTests("mean");

    public sealed class Max() : WordVectorBackboneTests("max");

    public sealed class MeanMax() : WordVectorBackboneTests("mean-max");

    public sealed class Cnn() : WordVectorBackboneTests("cnn");
}
