using System.Text.Json;
using System.Text.Json.Nodes;

namespace NlpTransfer.Training;

/// <summary>
/// The lines of <c>metrics.jsonl</c>: one a step, one an epoch. No times in them, so that the file of a run that was killed and
/// continued equals that of one that was not, byte for byte.
/// </summary>
internal sealed class MetricsLog(string path) : IDisposable
{
    private FileStream? file;

    public const string FileName = "metrics.jsonl";

    public void Write(StepReport step) => Write(new JsonObject
    {
        ["type"] = "step",
        ["step"] = step.Step,
        ["phase"] = step.Phase + 1,
        ["loss"] = step.Loss,
        ["learning_rate"] = step.LearningRate,
        ["gradient_norm"] = step.GradientNorm,
        ["examples"] = step.Examples,
    });

    public void Write(EpochReport epoch, string type = "epoch") => Write(new JsonObject
    {
        ["type"] = type,
        ["step"] = epoch.Step,
        ["epoch"] = epoch.Epoch,
        ["phase"] = epoch.Phase,
        ["training_loss"] = epoch.TrainingLoss,
        ["validation_loss"] = epoch.Validation?.Loss,
        ["validation_accuracy"] = epoch.Validation?.Accuracy,
        ["validation_macro_f1"] = epoch.Validation?.MacroF1,
        ["gap"] = epoch.Gap,
        ["movement"] = new JsonObject(epoch.Movement.Select(m => KeyValuePair.Create(m.Key, (JsonNode?)m.Value))),
        ["is_best"] = epoch.IsBest,
        ["padding_share"] = epoch.PaddingShare,
        ["tasks"] = epoch.Validation?.Tasks is { } tasks ? new JsonObject(tasks.Select(t => KeyValuePair.Create(t.Key, (JsonNode?)Figures(t.Value)))) : null,
    });

    public void Dispose() => file?.Dispose();

    private static JsonObject Figures(ClassificationMetrics metrics) => new() { ["loss"] = metrics.Loss, ["accuracy"] = metrics.Accuracy, ["macro_f1"] = metrics.MacroF1 };

    // Written through at each line: what a killed process has reported is in the file.
    private void Write(JsonObject line)
    {
        if (line["tasks"] is null) line.Remove("tasks"); // of one task there is nothing to add
        file ??= new FileStream(path, FileMode.Append, FileAccess.Write, FileShare.Read);
        file.Write(JsonSerializer.SerializeToUtf8Bytes(line, CheckpointJson.Line));
        file.WriteByte((byte)'\n');
        file.Flush();
    }
}
