using NlpTransfer.Backbones;
using NlpTransfer.FineTuning;
using NlpTransfer.Heads;
using NlpTransfer.Tests.Backbones;
using NlpTransfer.Training;
using TorchSharp;
using static TorchSharp.torch;

namespace NlpTransfer.Tests.Training.Checkpointing;

/// <summary>A small training with everything that has to survive: an LSTM, dropout, three phases, clipping, early stopping. Can be broken off at a step, as a crash would.</summary>
internal sealed record StoppedTraining(string Folder)
{
    private static readonly string[] Labels = ["no", "yes"];

    public TrainingOptions Options { get; init; } = new()
    {
        Schedule = FineTuningSchedule.GradualUnfreezing(1, 2),
        LearningRate = 0.02,
        BatchSize = 10,
        Patience = 2,
        Seed = 5,
    };

    public CheckpointOptions Checkpoints { get; init; } = new() { EverySteps = 1, EverySeconds = null };

    public int DataSeed { get; init; } = 1;

    public int Hidden { get; init; } = 6;

    public bool AllowChanges { get; init; }

    /// <summary>The step in whose callback it breaks off; the checkpoint of the step before is then the newest.</summary>
    public long? CrashAt { get; init; }

    public CancellationToken Cancellation { get; init; }

    public ITrainingCallback? Watch { get; init; }

    /// <summary>Hashes of all weights, and every figure, after the last step.</summary>
    public string Begin() => Run(TrainingCheckpoints.Create(Folder, Checkpoints));

    public string Continue() => Run(TrainingCheckpoints.Continue(Folder, Checkpoints, AllowChanges));

    /// <summary>Without any checkpoints.</summary>
    public string Undisturbed() => Run(null);

    private string Run(TrainingCheckpoints? checkpoints)
    {
        using var scope = NewDisposeScope();
        manual_seed(3);
        var backbone = new RecurrentOptions { HiddenSize = Hidden, EmbeddingDropout = 0.2 }.Build(new WordEmbedding(randn(16, 8), zeros(0, 8)), PretrainedPart.Vectors);
        using var model = new ClassificationModel(backbone, new Head(backbone.FeatureSize, 2, new HeadOptions { Dropout = 0.3 }));
        ITrainingCallback[] callbacks = [new Crash(CrashAt), .. Watch is null ? Array.Empty<ITrainingCallback>() : [Watch]];
        var trainer = new Trainer(model, Options, Labels, callbacks, checkpoints: checkpoints);
        rand(7); // another process has drawn other numbers by now
        var result = trainer.Train(new ToyData(60, DataSeed), new ToyData(20, 2), Cancellation);
        var epochs = result.Epochs.Select(e => FormattableString.Invariant($"{e.Epoch} {e.Phase} {e.Step} {e.TrainingLoss:R} {e.Validation!.Loss:R} {e.Score:R} {e.IsBest}"));
        return string.Join('\n', [.. model.LayerGroups.Select(TensorHash.Of), .. epochs, $"{result.BestEpoch} {result.Steps}"]);
    }

    private sealed class Crash(long? at) : ITrainingCallback
    {
        public void OnStep(StepReport step)
        {
            if (step.Step == at) throw new InvalidOperationException("crash");
        }
    }
}
