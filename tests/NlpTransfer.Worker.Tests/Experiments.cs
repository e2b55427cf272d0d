using System.Text.Json.Nodes;

namespace NlpTransfer.Worker.Tests;

/// <summary>Trainings of about a second, and one that nobody waits for.</summary>
internal static class Experiments
{
    public static JsonObject Small(int seed = 1) => new()
    {
        ["corpus"] = "sms-spam", ["vectors"] = "glove-100d-sample", ["backbone"] = "mean", ["epochs"] = 1, ["seed"] = seed, ["threads"] = 1,
        ["further-words"] = 100, ["max-tokens"] = 20,
    };

    /// <summary>Some seconds of an LSTM with a checkpoint every few steps.</summary>
    public static JsonObject Long(int epochs = 12) => new()
    {
        ["corpus"] = "sms-spam", ["vectors"] = "glove-100d-sample", ["backbone"] = "bilstm", ["epochs"] = epochs, ["threads"] = 1,
        ["further-words"] = 100, ["max-tokens"] = 20, ["hidden-size"] = 8, ["checkpoint-steps"] = 5, ["patience"] = 100000,
    };

    public static JsonObject Endless() => Long(100_000);

    public static JsonObject Job(JsonObject experiment, Action<JsonObject>? more = null)
    {
        var job = new JsonObject { ["experiment"] = experiment };
        more?.Invoke(job);
        return job;
    }
}
