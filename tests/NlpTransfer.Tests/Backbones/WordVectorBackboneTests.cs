using NlpTransfer.Backbones;
using static TorchSharp.torch;

namespace NlpTransfer.Tests.Backbones;

public abstract class WordVectorBackboneTests(WordBackboneOptions options) : BackboneContract
{
    protected WordVectorBackboneTests(string name) : this(WordBackboneOptions.ByName(name))
    {
    }

    // Ids 0 .. 17 are in the table that trains, 18 .. 20 in the one that does not.
    protected override Backbone Create(long seed)
    {
        manual_seed(seed);
        var seen = randn(18, 6);
        seen[0] = zeros(6);
        var original = options.HasStaticChannel ? seen.clone() : null;
        return options.Build(new WordEmbedding(seen, randn(3, 6), original), PretrainedPart.Vectors, new WordShares([0, 1, 2, 3, 4, 5], 15));
    }

    public sealed class Mean() : WordVectorBackboneTests("mean");

    public sealed class Max() : WordVectorBackboneTests("max");

    public sealed class MeanMax() : WordVectorBackboneTests("mean-max");

    public sealed class Sif() : WordVectorBackboneTests("sif");

    public sealed class MultichannelCnn() : WordVectorBackboneTests("cnn-multichannel");

    public sealed class Ngrams() : WordVectorBackboneTests(new NgramOptions { Buckets = 50, LongestNgram = 3, WordDropout = 0.1 });

    public sealed class Cnn() : WordVectorBackboneTests("cnn");

    public sealed class BiLstm() : WordVectorBackboneTests("bilstm");

    public sealed class BiGru() : WordVectorBackboneTests("bigru");

    public sealed class BiLstmOfTwoLayersWithAttention() : WordVectorBackboneTests(new RecurrentOptions { HiddenSize = 5, Layers = 2, Pooling = RecurrentPooling.Attention });

    public sealed class BiGruOfTwoLayersWithMean() : WordVectorBackboneTests(new RecurrentOptions { Cell = RecurrentCell.Gru, HiddenSize = 5, Layers = 2, Pooling = RecurrentPooling.Mean });

    public sealed class Dan() : WordVectorBackboneTests("dan");
}
