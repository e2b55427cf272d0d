using System.Text.Json.Nodes;

namespace NlpTransfer.Training;

/// <summary>The <c>state.json</c> of a checkpoint.</summary>
internal sealed record CheckpointState
{
    public required TrainingProgress Progress { get; init; }

    /// <summary>Of torch's generator on the CPU, base64: what dropout and word dropout draw from.</summary>
    public required string Generator { get; init; }

    /// <summary>Optimizer steps by parameter name; Adam's bias correction counts them.</summary>
    public required IReadOnlyDictionary<string, long> OptimizerSteps { get; init; }

    /// <summary>What must be the same when training continues: options, data, first weights.</summary>
    public required IReadOnlyDictionary<string, string> Identity { get; init; }

    /// <summary>Threads, processor and torch; where they are others, the bits may be too.</summary>
    public required IReadOnlyDictionary<string, string> Machine { get; init; }

    /// <summary>What the callbacks remember, by their keys.</summary>
    public required IReadOnlyDictionary<string, JsonNode> Callbacks { get; init; }
}
