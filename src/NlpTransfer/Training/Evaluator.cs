using NlpTransfer.Data;
using NlpTransfer.Heads;
using TorchSharp;
using static TorchSharp.torch;

namespace NlpTransfer.Training;

/// <summary>Runs a model in eval mode over whole data. Safe from several threads on one model, which must be in eval mode.</summary>
internal static class Evaluator
{
    // Long texts in few rows and short ones in many: the same work a batch, whatever the lengths.
    private static readonly BatchOptions Batches = new() { MaxExamples = 128, MaxTokens = 16_384, Shuffle = false };

    /// <summary>Logits row by row, <c>(N, classes)</c>, in the order of the data.</summary>
    public static float[] Logits(ClassificationModel model, ITrainingData data, int classes, Device device, CancellationToken cancellation)
    {
        var logits = new float[data.Count * classes];
        using var guard = no_grad();
        var plan = LengthGroupedBatches.Plan(data.Lengths, Batches, seed: 0, epoch: 0);
        data.Announce(plan, epoch: null);
        foreach (var batch in plan)
        {
            cancellation.ThrowIfCancellationRequested();
            using var scope = NewDisposeScope();
            var values = model.Forward(data.Collate(batch, device), data.FirstGroup).cpu().data<float>().ToArray();
            for (var i = 0; i < batch.Length; i++) values.AsSpan(i * classes, classes).CopyTo(logits.AsSpan(batch[i] * classes));
        }
        return logits;
    }

    /// <param name="rule">Temperature and thresholds; null measures the network alone.</param>
    /// <exception cref="ArgumentException">An example has no label.</exception>
    public static ClassificationMetrics Evaluate(
        ClassificationModel model, ITrainingData data, IReadOnlyList<string> labelNames, Device device, CancellationToken cancellation, DecisionRule? rule = null)
    {
        LabelCheck.Run(data, "evaluate", model.Problem);
        rule ??= new DecisionRule { Problem = model.Problem };
        return ClassificationMetrics.FromLogits(Logits(model, data, labelNames.Count, device, cancellation), data.LabelSets, labelNames, rule);
    }
}
