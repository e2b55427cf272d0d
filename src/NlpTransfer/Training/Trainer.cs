using System.Globalization;
using NlpTransfer.Backbones;
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
    private readonly TrainingObjective objective;
    private readonly LayeredModel model;
    private readonly TrainingOptions options;
    private readonly IReadOnlyList<ITrainingCallback> callbacks;
    private readonly Device device;
    private readonly TimeProvider time;
    private readonly TrainingCheckpoints? checkpoints;

    /// <param name="model">Trained in place; afterwards in eval mode.</param>
    /// <param name="labelNames">By label id.</param>
    /// <param name="device">Where the model lies; null is the CPU.</param>
    /// <param name="checkpoints">Where the state of training is kept, so that it can be continued; null keeps none.</param>
    /// <exception cref="OptionsException">The options have faults.</exception>
    public Trainer(
        ClassificationModel model, TrainingOptions options, IReadOnlyList<string> labelNames, IEnumerable<ITrainingCallback>? callbacks = null, Device? device = null, TimeProvider? time = null,
        TrainingCheckpoints? checkpoints = null)
        : this(new ClassificationObjective(model, labelNames, options), options, callbacks, device, time, checkpoints)
    {
    }

    /// <summary>The same loop for another task than classification.</summary>
    internal Trainer(
        TrainingObjective objective, TrainingOptions options, IEnumerable<ITrainingCallback>? callbacks = null, Device? device = null, TimeProvider? time = null, TrainingCheckpoints? checkpoints = null)
    {
        OptionsException.ThrowIfAny(nameof(TrainingOptions), options.Validate());
        (this.objective, model, this.options) = (objective, objective.Model, options);
        this.callbacks = [.. callbacks ?? []];
        this.device = device ?? CPU;
        this.time = time ?? TimeProvider.System;
        this.checkpoints = checkpoints;
    }

    /// <param name="training">Labelled examples.</param>
    /// <param name="validation">Chooses the best weights and ends phases early; null trains to the end and keeps the last weights.</param>
    /// <param name="cancellation">Ends training after the step at hand; the model then holds that step's weights, and so does a checkpoint.</param>
    /// <exception cref="TrainingException">The loss or the gradient became infinite or no number; the model holds the weights before that step.</exception>
    /// <exception cref="CheckpointException">A checkpoint cannot be written, or none can be continued from.</exception>
    /// <exception cref="ArgumentException">An example has no label, or the schedule does not fit the model.</exception>
    public TrainingResult Train(ITrainingData training, ITrainingData? validation = null, CancellationToken cancellation = default)
    {
        objective.Check(training, "train");
        if (validation is not null) objective.Check(validation, "validate");
        var frozen = FrozenParameters.Of(model.LayerGroups, options.FreezeParameters);
        var phases = options.Schedule.Resolve(model.GroupNames, model.PretrainedGroups).Select(objective.Narrow).Select(frozen.Narrow).ToArray();
        if (validation is null && options.Monitor != MonitoredMetric.TrainingLoss && phases.FirstOrDefault(p => p.Length.Patience is not null) is { } open)
            throw new ArgumentException($"Phase '{open.Name}' lasts {open.Length}, which needs validation data. Give some, monitor TrainingLoss, or give a length in epochs.");
        using var run = new TrainingRun(objective, options, phases, training, validation, device, time);
        manual_seed(options.Seed);
        MixPrecision(options.MixedPrecision && device.type == DeviceType.CUDA);
        try
        {
            using var session = checkpoints is null ? null : CheckpointSession.Begin(checkpoints, run, callbacks, time);
            Tell(c => c.OnStart(run.Start(session?.Remarks ?? [])));
            Work(run, session, cancellation);
        }
        finally
        {
            run.Freezing.Release();
            MixPrecision(false);
        }
        var result = new TrainingResult(run.Reports, run.Best?.Epoch, run.Best?.Validation, run.Step, run.Duration) { Features = run.Features };
        Tell(c => c.OnEnd(result));
        return result;
    }

    private void MixPrecision(bool on)
    {
        foreach (var encoder in model.modules().OfType<EncoderBackbone>()) encoder.MixesPrecision = on;
    }

    private void Work(TrainingRun run, CheckpointSession? session, CancellationToken cancellation)
    {
        try
        {
            session?.Started();
            while (!run.IsOver) Phase(run, session, cancellation);
            session?.Completed();
        }
        catch (OperationCanceledException)
        {
            session?.Stopped();
            throw;
        }
        catch (TrainingException error) when (session is not null)
        {
            throw new TrainingException($"{error.Message} {session.LastGood()}");
        }
    }

    private void Phase(TrainingRun run, CheckpointSession? session, CancellationToken cancellation)
    {
        if (!run.IsPhaseBegun) run.BeginPhase();
        FaultPoint.Pass(FaultPoint.Unfreeze);
        Tell(c => c.OnPhaseStart(run.PhaseStart()));
        run.PrepareFeatures(Tell, cancellation);
        while (!run.IsPhaseOver) Epoch(run, session, cancellation);
        run.EndPhase();
        session?.PhaseEnded();
    }

    private void Epoch(TrainingRun run, CheckpointSession? session, CancellationToken cancellation)
    {
        var plan = run.Plan(run.Epoch);
        var (steps, padding) = (run.Steps(plan), LengthGroupedBatches.PaddingShare(plan, run.Training.Lengths));
        run.Training.Announce(run.Rest(plan), run.Epoch);
        while (run.Batch < steps.Length && !run.IsAtLastStep)
        {
            cancellation.ThrowIfCancellationRequested();
            if (run.IsEvaluationDue)
            {
                Interim(Validate(run, padding, cancellation), session);
                run.Training.Announce(run.Rest(plan), run.Epoch); // the evaluation may have been over the same data
            }
            if (run.IsStale) break;
            var report = Step(run, steps[run.Batch]);
            Tell(c => c.OnStep(report));
            session?.StepEnded();
        }
        var epoch = Validate(run, padding, cancellation);
        run.EndEpoch(epoch);
        Tell(c => c.OnEpoch(epoch));
        session?.EpochEnded(epoch);
    }

    private void Interim(EpochReport evaluation, CheckpointSession? session)
    {
        Tell(c => c.OnEvaluation(evaluation));
        session?.EpochEnded(evaluation);
    }

    private StepReport Step(TrainingRun run, int[][] batches)
    {
        using var scope = NewDisposeScope(); // every tensor of the step goes at its end
        var rate = options.LearningRate * run.RateFactor();
        run.Freezing.SetRate(rate);
        run.Freezing.ZeroGrad();
        var (whole, value) = (batches.Sum(run.Loss.Weight), 0.0);
        foreach (var batch in batches) value += Backward(run, batch, run.Loss.Weight(batch) / whole);
        int[] examples = [.. batches.SelectMany(b => b)];
        double? norm = options.GradientClip > 0 ? nn.utils.clip_grad_norm_(run.Freezing.TrainableParameters, options.GradientClip) : null;
        ThrowIfNotFinite(norm ?? 0, "gradient", run, examples);
        run.Freezing.Step();
        return run.EndStep(value, rate, norm, examples.Length);
    }

    /// <summary>Adds a batch's share of the step's gradients.</summary>
    /// <returns>Its share of the loss.</returns>
    private double Backward(TrainingRun run, int[] batch, double share)
    {
        using var scope = NewDisposeScope();
        var loss = run.Loss.Compute(run.Training, batch);
        var value = loss.ToDouble();
        ThrowIfNotFinite(value, "loss", run, batch);
        run.Loss.Backward(share == 1 ? loss : loss * share);
        return value * share;
    }

    private EpochReport Validate(TrainingRun run, double padding, CancellationToken cancellation) =>
        run.Average is { } average ? average.With(() => Evaluated(run, padding, cancellation)) : Evaluated(run, padding, cancellation);

    private EpochReport Evaluated(TrainingRun run, double padding, CancellationToken cancellation)
    {
        if (run.Validation is null) return run.EndEvaluation(null, padding);
        model.eval();
        FaultPoint.Pass(FaultPoint.Evaluation);
        var metrics = objective.Evaluate(run.Validation, device, cancellation);
        run.Freezing.EnterTraining();
        return run.EndEvaluation(metrics, padding);
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
