using NlpTransfer.Backbones;
using NlpTransfer.Data;
using NlpTransfer.Heads;
using NlpTransfer.Training;
using TorchSharp;
using static TorchSharp.torch;

namespace NlpTransfer.Classifiers;

/// <summary>Guessing hidden tokens; data is <see cref="MaskedTexts"/>.</summary>
internal sealed class MaskedObjective(MaskedLanguageModel model) : TrainingObjective
{
    private static readonly BatchOptions Batches = new() { MaxExamples = 64, MaxTokens = 4096, Shuffle = false };

    public override LayeredModel Model => model;

    public override void Check(ITrainingData data, string purpose)
    {
        if (data.Count == 0) throw new ArgumentException($"Expected texts to {purpose} on, found none with a word in it.");
    }

    public override BatchLoss Begin(ITrainingData training, Device device) => new Loss(model, (MaskedTexts)training, device);

    /// <summary>Loss and share of hidden tokens that are guessed, over all texts with the same tokens hidden every time; figures of classes are 0.</summary>
    public override ClassificationMetrics Evaluate(ITrainingData data, Device device, CancellationToken cancellation)
    {
        var texts = (MaskedTexts)data;
        var (sum, right, count) = (0.0, 0L, 0L);
        using var guard = no_grad();
        texts.Announce([], epoch: null);
        foreach (var batch in LengthGroupedBatches.Plan(texts.Lengths, Batches, seed: 0, epoch: 0))
        {
            cancellation.ThrowIfCancellationRequested();
            using var scope = NewDisposeScope();
            var (input, places, tokens) = texts.Hidden(batch, device);
            var scores = model.ScoresAt(model.Backbone.States(input), places); // (P, V)
            sum += nn.functional.cross_entropy(scores, tokens, reduction: nn.Reduction.Sum).ToDouble();
            right += scores.argmax(1).eq(tokens).sum().ToInt64();
            count += tokens.numel();
        }
        return new()
        {
            N = (int)count, Loss = sum / count, Accuracy = right / (double)count, MacroF1 = 0, WeightedF1 = 0, Mcc = 0, Ece = 0, Brier = 0,
            PerClass = new Dictionary<string, ClassMetrics>(), Confusion = [],
        };
    }

    private sealed class Loss(MaskedLanguageModel model, MaskedTexts texts, Device device) : BatchLoss
    {
        public override Tensor Compute(ITrainingData data, int[] batch)
        {
            var (input, places, tokens) = texts.Hidden(batch, device);
            return nn.functional.cross_entropy(model.ScoresAt(model.Backbone.States(input), places), tokens);
        }

        public override double Weight(IReadOnlyList<int> batch) => texts.HiddenTokens(batch);
    }
}
