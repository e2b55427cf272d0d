using NlpTransfer.Backbones;
using NlpTransfer.Heads;
using NlpTransfer.Training;
using TorchSharp;
using static TorchSharp.torch;

namespace NlpTransfer.Classifiers;

/// <summary>
/// Integrated gradients (Sundararajan, Taly and Yan 2017, section 3) over the vectors of a text's tokens: the gradient of a label's
/// log-odds, averaged along the straight way from a baseline, times the way. The model's parameters and their gradients stay untouched.
/// </summary>
internal sealed class IntegratedGradients(ClassificationModel model, ITextPreprocessor preprocessor, int label, Device device)
{
    private const int MostTokens = 4096; // at a time, so that long texts need no more memory than a batch

    /// <summary>What each token adds to the label's log-odds, and the log-odds of the text and of the baseline.</summary>
    public (double[] Tokens, double LogOdds, double Baseline) Run(WordTokens words, int steps)
    {
        using var scope = NewDisposeScope();
        var ids = preprocessor.Collate([words.Text], device); // (1, S)
        Tensor vectors, baseline;
        using (no_grad())
        {
            vectors = Vectors(ids);
            baseline = model.Backbone is EncoderBackbone ? Vectors(ids with { Values = Blank(ids.Values, words) }) : zeros_like(vectors);
        }
        var gradient = zeros_like(vectors); // (S, E)
        foreach (var chunk in Enumerable.Range(0, steps).Chunk(Math.Max(1, MostTokens / (int)vectors.shape[0])))
        {
            using var inner = NewDisposeScope();
            var places = tensor(chunk.Select(k => (k + 0.5f) / steps).ToArray(), [chunk.Length, 1, 1], device: device); // midpoints
            var points = (baseline + (places * (vectors - baseline))).detach(); // (K, S, E)
            points.requires_grad = true;
            var odds = LogOdds(points, ids);
            gradient.add_(autograd.grad([odds.sum()], [points])[0].sum(0L) / steps);
        }
        using var guard = no_grad();
        double[] tokens = [.. ((vectors - baseline) * gradient).sum(1).cpu().data<float>().ToArray().Select(v => (double)v)];
        return (tokens, LogOdds(vectors.unsqueeze(0), ids).ToDouble(), LogOdds(baseline.unsqueeze(0), ids).ToDouble());
    }

    // One row a token, of whatever layout flows between layer groups.
    private Tensor Vectors(Activations ids)
    {
        var values = model.Backbone.Embed(ids).Values;
        return values.view(-1, values.shape[^1]); // (S, E)
    }

    private Tensor LogOdds(Tensor vectors, Activations ids)
    {
        var rows = vectors.shape[0];
        var input = new Activations(ids.Values.expand(rows, -1), ids.Mask!.expand(rows, -1)); // (K, S)
        var logits = model.Head.call(model.Backbone.FeaturesOf(vectors, input)); // (K, classes)
        var own = logits.select(1, label);
        if (model.Problem == ProblemType.MultiLabel) return own;
        long[] others = [.. Enumerable.Range(0, (int)logits.shape[1]).Where(c => c != label).Select(c => (long)c)];
        return own - logits.index_select(1, tensor(others, device: device)).logsumexp(1); // (K)
    }

    // The tokens around the text stay; a batch with an empty text in it shows what padding is.
    private Tensor Blank(Tensor ids, WordTokens words)
    {
        var padded = preprocessor.Collate([words.Text, preprocessor.Encode(new("", null, [], null, new("(memory)", 1)))], device).Values;
        var blank = ids.clone();
        var (first, end) = (words.Words.Min(w => w.First), words.Words.Max(w => w.End));
        blank.narrow(1, first, end - first).fill_(padded[1, -1].ToInt64());
        return blank;
    }
}
