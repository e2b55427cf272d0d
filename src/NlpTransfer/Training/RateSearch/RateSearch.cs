using NlpTransfer.Data;
using NlpTransfer.FineTuning;
using NlpTransfer.Heads;
using TorchSharp;
using static TorchSharp.torch;

namespace NlpTransfer.Training;

/// <summary>
/// The learning-rate range test (Smith 2017, "Cyclical learning rates for training neural networks", section 3.3): a few steps, each at
/// a higher rate than the one before, and the loss of each. The model, its modes and torch's generator are afterwards as they were, to
/// the bit; no optimizer but its own is touched.
/// </summary>
internal static class RateSearch
{
    /// <param name="model">Left as it was.</param>
    /// <param name="training">Labelled examples.</param>
    /// <param name="options">Batches, loss, clipping, decay, and the schedule whose phase says what trains; its rates are not looked at.</param>
    /// <exception cref="OptionsException">The options have faults.</exception>
    /// <exception cref="ArgumentException">An example has no label, or the schedule has no such phase.</exception>
    public static RateCurve Run(ClassificationModel model, ITrainingData training, TrainingOptions options, RateSearchOptions range, Device? device = null, CancellationToken cancellation = default)
    {
        OptionsException.ThrowIfAny(nameof(RateSearchOptions), [.. range.Validate(), .. options.Validate()]);
        LabelCheck.Run(training, "try rates", model.Problem);
        var frozen = FrozenParameters.Of(model.LayerGroups, options.FreezeParameters);
        var phases = options.Schedule.Resolve(model.GroupNames, model.PretrainedGroups);
        if (range.Phase > phases.Count) throw new ArgumentException($"The schedule {options.Schedule.Name} has {phases.Count} phases here; there is no phase {range.Phase}.");
        using var before = new ModelSnapshot(model);
        try
        {
            manual_seed(options.Seed);
            using var freezing = new FreezeController(model, model.LayerGroups, options.WeightDecay, frozen, options.TrainBatchNorm);
            freezing.Apply(frozen.Narrow(phases[range.Phase - 1]));
            using var loss = ClassificationLoss.Create(options, training, model, device ?? CPU);
            return RateCurve.Of(Losses(model, training, options, range, freezing, loss, device ?? CPU, cancellation));
        }
        finally
        {
            model.zero_grad(set_to_none: true);
            before.Restore();
        }
    }

    private static List<(double Rate, double Loss)> Losses(
        ClassificationModel model, ITrainingData training, TrainingOptions options, RateSearchOptions range, FreezeController freezing, ClassificationLoss loss, Device device, CancellationToken cancellation)
    {
        var (losses, lowest) = (new List<(double Rate, double Loss)>(), double.PositiveInfinity);
        foreach (var (step, batch) in Batches(training, options, range.Steps).Index())
        {
            cancellation.ThrowIfCancellationRequested();
            var rate = range.Lowest * Math.Pow(range.Highest / range.Lowest, step / (range.Steps - 1.0));
            var value = Step(model, training, options, freezing, loss, device, batch, rate);
            if (!double.IsFinite(value)) break;
            losses.Add((rate, value));
            var smoothed = RateCurve.Of(losses).Points[^1].Smoothed;
            lowest = Math.Min(lowest, smoothed);
            if (smoothed > range.StopAt * lowest) break;
        }
        return losses.Count > 0 ? losses : throw new TrainingException("The loss of the first batch is no number already; look at the data, or at the weights that the model starts from.");
    }

    private static double Step(
        ClassificationModel model, ITrainingData training, TrainingOptions options, FreezeController freezing, ClassificationLoss loss, Device device, int[] batch, double rate)
    {
        using var scope = NewDisposeScope();
        freezing.SetRate(rate);
        freezing.ZeroGrad();
        var found = loss.Compute(model.Forward(training.Collate(batch, device), training.FirstGroup), batch);
        var value = found.ToDouble();
        if (!double.IsFinite(value)) return value;
        found.backward();
        if (options.GradientClip > 0) nn.utils.clip_grad_norm_(freezing.TrainableParameters, options.GradientClip);
        freezing.Step();
        return value;
    }

    // As many epochs as it takes.
    private static IEnumerable<int[]> Batches(ITrainingData training, TrainingOptions options, int steps)
    {
        for (var (epoch, done) = (0, 0); done < steps; epoch++)
        {
            var plan = LengthGroupedBatches.Plan(training.Lengths, options.Batches, options.Seed, epoch);
            training.Announce(plan, epoch);
            foreach (var batch in plan.Take(steps - done)) yield return batch;
            done += plan.Length;
        }
    }
}
