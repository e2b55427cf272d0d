using System.Text.Json.Nodes;

namespace NlpTransfer.Training;

/// <summary>A callback with something of its own to remember: it goes into each checkpoint and comes back when training continues.</summary>
public interface IResumableCallback : ITrainingCallback
{
    /// <summary>Tells it from the other callbacks; the same in every process.</summary>
    string Key { get; }

    /// <summary>What it has to remember at this step. Called on the training's thread, after the callbacks of the step.</summary>
    JsonNode Save();

    /// <summary>Called before <see cref="ITrainingCallback.OnStart"/> when training continues.</summary>
    /// <param name="state">What <see cref="Save"/> gave; null when the checkpoint knows nothing of this callback.</param>
    void Restore(JsonNode? state);
}
