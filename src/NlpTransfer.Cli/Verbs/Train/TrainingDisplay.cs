using System.Globalization;
using NlpTransfer.Cli.Reports;
using NlpTransfer.Training;

namespace NlpTransfer.Cli.Verbs.Train;

/// <summary>A training as people watch it: a line that moves with every step, and one that stays for every epoch.</summary>
internal sealed class TrainingDisplay(Terminal terminal) : ITrainingCallback
{
    private const double Smoothing = 0.95;
    private readonly ProgressLine _line = new(terminal);
    private string _phase = "";
    private double _loss = double.NaN;
    private long _examples;
    private long _started;

    public void OnStart(TrainingStart start)
    {
        _line.Restart();
        _started = terminal.Clock.GetTimestamp();
        foreach (string remark in start.Remarks)
            terminal.Error.WriteLine($"  {remark}");
        if (start.Truncated > 0)
            terminal.Error.WriteLine($"  {start.Truncated:N0} of {start.Examples:N0} training texts are longer than the model's limit and are cut off there.");
    }

    public void OnPhaseStart(PhaseStart phase)
    {
        _phase = phase.Phase.Name;
        _line.Clear();
        terminal.Error.WriteLine($"  phase {_phase}: {phase.TrainableParameters:N0} parameters train, {phase.FrozenParameters:N0} are frozen");
        foreach (string warning in phase.Warnings)
            terminal.Error.WriteLine($"  warning: {warning}");
    }

    public void OnFeatures(FeatureProgress progress) => _line.Show((double)progress.Done / progress.Examples, $"  {_phase}",
        string.Create(CultureInfo.InvariantCulture, $"features of the {progress.Data} data  {progress.Done / Math.Max(progress.Elapsed.TotalSeconds, 1e-3):N0} examples/s"));

    public void OnFeatures(FeatureReport features)
    {
        _line.Clear();
        if (features.Storage != FeatureStorage.None)
            terminal.Error.WriteLine($"  {features}");
        if (features.Remark is { } remark)
            terminal.Error.WriteLine($"  {remark}");
    }

    public void OnStep(StepReport step)
    {
        _loss = double.IsNaN(_loss) ? step.Loss : (_loss * Smoothing) + (step.Loss * (1 - Smoothing));
        _examples += step.Examples;
        double seconds = terminal.Clock.GetElapsedTime(_started).TotalSeconds;
        _line.Show((double)step.Step / step.MaxSteps, $"  {_phase}", string.Create(CultureInfo.InvariantCulture,
            $"loss {_loss:0.000}  rate {step.LearningRate:0.0e+0}  {_examples / Math.Max(seconds, 1e-3):N0} examples/s"));
    }

    public void OnEvaluation(EpochReport evaluation) => _line.Finish($"    step {evaluation.Step,5}  loss {evaluation.TrainingLoss:0.0000}{Validation(evaluation)}");

    public void OnEpoch(EpochReport epoch) =>
        _line.Finish($"  epoch {epoch.Epoch,2} ({epoch.Phase})  {Duration.Text(epoch.Duration)}  loss {epoch.TrainingLoss:0.0000}{Validation(epoch)}{Movement(epoch)}{Padding(epoch)}");

    public void OnEnd(TrainingResult result) => _line.Clear();

    private static string Validation(EpochReport epoch) => epoch.Validation is { } metrics
        ? string.Create(CultureInfo.InvariantCulture, $"  validation loss {metrics.Loss:0.0000} ({Signed(epoch.Gap!.Value)}), accuracy {MetricsReport.Share(metrics.Accuracy)}{Tasks(metrics)}{(epoch.IsBest ? "  best" : "")}")
        : epoch.IsBest ? "  best" : "";

    private static string Tasks(ClassificationMetrics metrics) =>
        metrics.Tasks is { } tasks ? $" ({string.Join(", ", tasks.Select(t => $"{t.Key} {MetricsReport.Share(t.Value.Accuracy)}"))})" : "";

    // The group that is farthest from its pretrained weights; all of them are in training.json.
    private static string Movement(EpochReport epoch) => epoch.Movement.Count == 0 || epoch.Movement.MaxBy(m => m.Value) is not { Value: > 0 } farthest
        ? ""
        : string.Create(CultureInfo.InvariantCulture, $"  {farthest.Key} moved {farthest.Value:0.0 %}");

    private static string Padding(EpochReport epoch) => epoch.PaddingShare > 0 ? string.Create(CultureInfo.InvariantCulture, $"  padding {epoch.PaddingShare:0.0 %}") : "";

    // Adding zero makes zero of the minus zero that rounding can leave, for which the format prints both signs.
    private static string Signed(double value) => (Math.Round(value, 3) + 0.0).ToString("+0.000;-0.000", CultureInfo.InvariantCulture);
}
