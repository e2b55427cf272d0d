using System.Globalization;
using System.Text.Json.Nodes;
using TorchSharp;
using TorchSharp.Modules;

namespace NlpTransfer.Training;

/// <summary>
/// Writes what happens into the run's folder. When training continues from a checkpoint, metrics and TensorBoard's events are cut
/// back to where they stood at that checkpoint, so that no step is missing and none is there twice.
/// </summary>
internal sealed class RunRecorder(string folder, TimeProvider time) : IResumableCallback, IDisposable
{
    private const string EventFiles = "events.out.tfevents.*", LogFile = "log.txt";
    private const int StepsBetweenEvents = 10; // each event opens its file

    private MetricsLog? metrics;
    private SummaryWriter? events;

    public string Key => "run folder";

    /// <summary>The last finished step; 0 before the first.</summary>
    public long Step { get; private set; }

    /// <summary>Called once training has everything it needs, before its first step.</summary>
    public Action WhenStarted { get; set; } = () => { };

    private IEnumerable<string> Cut => [MetricsLog.FileName, .. Directory.EnumerateFiles(folder, EventFiles).Select(f => Path.GetFileName(f)).Order(StringComparer.Ordinal)];

    /// <summary>Removes what an earlier run has written.</summary>
    public void Clear()
    {
        if (!Directory.Exists(folder)) return;
        foreach (var file in Cut.Append(LogFile).ToArray()) File.Delete(Path.Combine(folder, file));
    }

    public JsonNode Save() => new JsonObject(Cut.Where(f => File.Exists(At(f))).Select(f => KeyValuePair.Create(f, (JsonNode?)new FileInfo(At(f)).Length)));

    public void Restore(JsonNode? state)
    {
        foreach (var file in Cut.Where(f => File.Exists(At(f))).ToArray()) CutBack(file, (long?)state?[file] ?? 0);
    }

    public void OnStart(TrainingStart start)
    {
        WhenStarted();
        Step = start.StepsDone;
        if (Step == 0) foreach (var file in Cut.Where(f => File.Exists(At(f))).ToArray()) CutBack(file, 0); // killed before its first checkpoint
        metrics = new MetricsLog(At(MetricsLog.FileName));
        events = torch.utils.tensorboard.SummaryWriter(folder);
        Log($"training on {start.Examples} examples, validating on {start.ValidationExamples}, at most {start.MaxSteps} steps");
        foreach (var remark in start.Remarks) Log(remark);
    }

    public void OnPhaseStart(PhaseStart phase) => Log($"phase {phase.Index + 1}, {phase.Phase.Name}: {phase.TrainableParameters} parameters train, {phase.FrozenParameters} are frozen{string.Concat(phase.Warnings.Select(w => $"; {w}"))}");

    public void OnStep(StepReport step)
    {
        Step = step.Step;
        metrics!.Write(step);
        if (step.Step % StepsBetweenEvents != 0) return;
        Scalar("train/loss", step.Loss, step.Step);
        Scalar("train/learning_rate", step.LearningRate, step.Step);
    }

    public void OnEvaluation(EpochReport evaluation) => metrics!.Write(evaluation, "evaluation");

    public void OnEpoch(EpochReport epoch)
    {
        metrics!.Write(epoch);
        Scalar("train/epoch_loss", epoch.TrainingLoss, epoch.Step);
        Scalar("validation/loss", epoch.Validation?.Loss, epoch.Step);
        Scalar("validation/accuracy", epoch.Validation?.Accuracy, epoch.Step);
        Scalar("validation/macro_f1", epoch.Validation?.MacroF1, epoch.Step);
        Log(string.Create(CultureInfo.InvariantCulture,
            $"epoch {epoch.Epoch} ({epoch.Phase}), step {epoch.Step}, {epoch.Duration.TotalSeconds:0.00} s: loss {epoch.TrainingLoss:0.0000}, validation loss {epoch.Validation?.Loss:0.0000}, accuracy {epoch.Validation?.Accuracy:0.0000}{(epoch.IsBest ? ", best" : "")}, padding {epoch.PaddingShare:0.0 %}"));
    }

    public void OnEnd(TrainingResult result) => Log(string.Create(CultureInfo.InvariantCulture, $"done after {result.Steps} steps in {result.Duration.TotalSeconds:0.0} s; best epoch {result.BestEpoch}"));

    /// <summary>A line with the time in front of it.</summary>
    public void Log(string text) => File.AppendAllText(At(LogFile), $"{time.GetUtcNow():yyyy-MM-dd'T'HH:mm:ss'Z'} {text}\n");

    public void Dispose() => metrics?.Dispose();

    private void CutBack(string file, long length)
    {
        using var stream = new FileStream(At(file), FileMode.Open, FileAccess.Write);
        if (stream.Length < length) Log($"{file} has {stream.Length} bytes where the checkpoint knows of {length}: its end was lost before it reached the disk");
        else stream.SetLength(length);
        if (length > 0 || file == MetricsLog.FileName) return;
        stream.Dispose();
        File.Delete(At(file)); // an event file of later steps only
    }

    private void Scalar(string tag, double? value, long step)
    {
        if (value is { } number) events!.add_scalar(tag, (float)number, (int)step);
    }

    private string At(string file) => Path.Combine(folder, file);
}
