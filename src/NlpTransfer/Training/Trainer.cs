using System.Globalization;
using NlpTransfer.Data;
using NlpTransfer.FineTuning;
using NlpTransfer.Heads;
using TorchSharp;
using static TorchSharp.torch;

namespace NlpTransfer.Training;

/// <summary>
/// The one training loop, for every model. Phases of the schedule in order; in each, epochs over batches of similar length;
/// after each epoch an evaluation; each phase hands on its best weights.
/// </summary>
/// <remarks>Tensor work runs on the calling thread. Two runs at a time would share libtorch's generator and repeat neither.</remarks>
public sealed class Trainer
{
    private readonly ClassificationModel model;
    private readonly TrainingOptions options;
    private readonly IReadOnlyList<string> labelNames;
    private readonly IReadOnlyList<ITrainingCallback> callbacks;
    private readonly Device device;
    private readonly TimeProvider time;

    /// <param name="model">Trained in place; afterwards in eval mode.</param>
    /// <param name="labelNames">By label id.</param>
    /// <param name="device">Where the model lies; null is the CPU.</param>
    /// <exception cref="OptionsException">The options have faults.</exception>
    public Trainer(
        ClassificationModel model, TrainingOptions options, IReadOnlyList<string> labelNames, IEnumerable<ITrainingCallback>? callbacks = null, Device? device = null, TimeProvider? time = null)
    {
        OptionsException.ThrowIfAny(nameof(TrainingOptions), options.Validate());
        (this.model, this.options, this.labelNames) = (model, options, labelNames);
        this.callbacks = [.. callbacks ?? []];
        this.device = device ?? CPU;
        this.time = time ?? TimeProvider.System;
    }

    /// <param name="training">Labelled examples.</param>
    /// <param name="validation">Chooses the best weights and ends phases early; null trains to the end and keeps the last weights.</param>
    /// <param name="cancellation">Ends training after the step at hand; the model then holds that step's weights.</param>
    /// <exception cref="TrainingException">The loss or the gradient became infinite or no number; the model holds the weights before that step.</exception>
    /// <exception cref="ArgumentException">An example has no label, or the schedule does not fit the model.</exception>
    public TrainingResult Train(ITrainingData training, ITrainingData? validation = null, CancellationToken cancellation = default)
    {
        LabelCheck.Run(training, "train");
        if (validation is not null) LabelCheck.Run(validation, "validate");
        var phases = options.Schedule.Resolve(model.GroupNames, model.PretrainedGroups);
        if (validation is null && phases.FirstOrDefault(p => p.Length.Patience is not null) is { } open)
            throw new ArgumentException($"Phase '{open.Name}' lasts {open.Length}, which needs validation data. Give some, or a length in epochs.");
        var started = time.GetTimestamp();
        using var run = new TrainingRun(model, options, phases, training, validation, device);
        manual_seed(options.Seed);
        Tell(c => c.OnStart(run.Start()));
        try
        {
            for (var phase = 0; phase < phases.Count; phase++)
            {
                run.BeginPhase(phase);
                Tell(c => c.OnPhaseStart(run.PhaseStart()));
                while (!run.IsPhaseOver) Epoch(run, cancellation);
                run.EndPhase();
            }
        }
        finally
        {
            run.Freezing.Release();
        }
        var result = new TrainingResult(run.Reports, run.Best?.Epoch, run.Best?.Validation, run.Step, time.GetElapsedTime(started));
        Tell(c => c.OnEnd(result));
        return result;
    }

    private void Epoch(TrainingRun run, CancellationToken cancellation)
    {
        var started = time.GetTimestamp();
        var plan = run.Plan(run.Epoch);
        var (loss, seen) = (0.0, 0);
        foreach (var batch in plan)
        {
            cancellation.ThrowIfCancellationRequested();
            var report = Step(run, batch);
            loss += report.Loss * batch.Length;
            seen += batch.Length;
            Tell(c => c.OnStep(report));
            if (run.IsAtLastStep) break;
        }
        var validation = run.Validation is null ? null : Validate(run, cancellation);
        var epoch = run.EndEpoch(loss / seen, validation, LengthGroupedBatches.PaddingShare(plan, run.Training.Lengths), () => time.GetElapsedTime(started));
        Tell(c => c.OnEpoch(epoch));
    }

    private StepReport Step(TrainingRun run, int[] batch)
    {
        using var scope = NewDisposeScope(); // every tensor of the step goes at its end
        var rate = options.LearningRate * run.RateFactor();
        run.Freezing.SetRate(rate);
        run.Freezing.ZeroGrad();
        var labels = tensor([.. batch.Select(i => (long)run.Training.Labels[i])], device: device); // (B)
        var logits = model.Forward(run.Training.Collate(batch, device)); // (B, classes)
        var loss = run.Loss.Compute(logits, labels);
        var value = loss.ToDouble();
        ThrowIfNotFinite(value, "loss", run, batch);
        loss.backward();
        double? norm = options.GradientClip > 0 ? nn.utils.clip_grad_norm_(run.Freezing.TrainableParameters, options.GradientClip) : null;
        ThrowIfNotFinite(norm ?? 0, "gradient", run, batch);
        run.Freezing.Step();
        return run.EndStep(value, rate, norm, batch.Length);
    }

    private ClassificationMetrics Validate(TrainingRun run, CancellationToken cancellation)
    {
        model.eval();
        var metrics = Evaluator.Evaluate(model, run.Validation!, labelNames, device, cancellation);
        run.Freezing.EnterTraining();
        return metrics;
    }

    private void ThrowIfNotFinite(double value, string what, TrainingRun run, int[] batch)
    {
        if (double.IsFinite(value)) return;
        var rows = string.Join("; ", batch.Take(5).Select(run.Training.Source)) + (batch.Length > 5 ? $"; and {batch.Length - 5} more" : "");
        throw new TrainingException(string.Create(CultureInfo.InvariantCulture,
            $"The {what} became {value} in step {run.Step + 1} (epoch {run.Epoch + 1}, phase '{run.Phase.Name}'), on {rows}. The model holds the weights before that step. Lower LearningRate (now {options.LearningRate}) or look at these rows."));
    }

    private void Tell(Action<ITrainingCallback> what)
    {
        foreach (var callback in callbacks) what(callback);
    }
}
