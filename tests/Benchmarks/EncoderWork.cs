using NlpTransfer.Backbones;
using static TorchSharp.torch;

/// <summary>
/// The floating-point operations of an encoder's matrix products. A layer of width H and inner width I takes 2 T (4 H^2 + 2 H I) for
/// its linear layers over T real tokens and 4 H sum(S^2) for attention over texts of S tokens. Backward takes twice that for layers
/// that train, less the gradient towards what lies below the lowest of them. Padding, recomputation, elementwise work, embeddings
/// and head count nothing.
/// </summary>
internal sealed class EncoderWork(EncoderConfig config)
{
    private const int Layers = 2; // that EncoderJob.LastTwo trains

    /// <summary>Operations of a pass.</summary>
    /// <param name="passes">Over how many of them the output of frozen layers is kept; 1 computes it anew.</param>
    public double Of(EncoderJob job, IReadOnlyList<int> lengths, int passes) => job switch
    {
        EncoderJob.Inference or EncoderJob.Rounded => Forward(lengths, config.NumHiddenLayers),
        EncoderJob.Full or EncoderJob.Recomputed => 3 * Forward(lengths, config.NumHiddenLayers),
        EncoderJob.Head => Forward(lengths, config.NumHiddenLayers) / passes,
        _ => (Forward(lengths, config.NumHiddenLayers - Layers) / passes) + (3 * Forward(lengths, Layers)) - (6.0 * lengths.Sum() * config.HiddenSize * config.HiddenSize),
    };

    /// <summary>The matrix products of a pass at a fixed shape and nothing else: as many calls as an encoder that computes head by head makes.</summary>
    public Action Products((int Rows, int Tokens) shape, bool backward)
    {
        long tokens = (long)shape.Rows * shape.Tokens, heads = config.NumAttentionHeads, width = config.HiddenSize, inner = config.IntermediateSize;
        var (narrow, wide) = (randn(tokens, width), randn(tokens, inner));
        var perHead = randn(shape.Rows * heads, shape.Tokens, width / heads);
        var scores = randn(shape.Rows * heads, shape.Tokens, shape.Tokens);
        var weights = Enumerable.Range(0, config.NumHiddenLayers).Select(_ => (Square: Enumerable.Range(0, 4).Select(_ => randn(width, width)).ToArray(), Up: randn(width, inner), Down: randn(inner, width))).ToArray();
        return () =>
        {
            foreach (var (square, up, down) in weights)
            {
                foreach (var weight in square) Linear(narrow, weight, narrow);
                Linear(narrow, up, wide);
                Linear(wide, down, narrow);
                Product(perHead, perHead.transpose(1, 2), scores);
                Product(scores, perHead, perHead);
            }
        };

        void Linear(Tensor input, Tensor weight, Tensor output)
        {
            matmul(input, weight).Dispose();
            if (!backward) return;
            using Tensor transposed = weight.t(), before = input.t();
            matmul(output, transposed).Dispose();
            matmul(before, output).Dispose();
        }

        void Product(Tensor left, Tensor right, Tensor output)
        {
            bmm(left, right).Dispose();
            if (!backward) return;
            using Tensor across = right.transpose(1, 2), before = left.transpose(1, 2);
            bmm(output, across).Dispose();
            bmm(before, output).Dispose();
        }
    }

    /// <summary>Operations a second of a product of 2048 cubed.</summary>
    public static double Peak()
    {
        const int side = 2048;
        using Tensor a = randn(side, side), b = randn(side, side);
        var best = Enumerable.Range(0, 7).Select(_ =>
        {
            var start = Cost.Now;
            matmul(a, b).Dispose();
            return Cost.Now.Since(start).Wall;
        }).Median();
        return 2 * Math.Pow(side, 3) / best;
    }

    private double Forward(IReadOnlyList<int> lengths, int layers)
    {
        double width = config.HiddenSize, inner = config.IntermediateSize;
        return layers * ((2 * lengths.Sum() * ((4 * width * width) + (2 * width * inner))) + (4 * width * lengths.Sum(l => (double)l * l)));
    }
}
