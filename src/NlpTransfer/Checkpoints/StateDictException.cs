namespace NlpTransfer.Checkpoints;

/// <summary>Weights that do not fit a model.</summary>
public sealed class StateDictException(
    string source, IReadOnlyList<string> missing, IReadOnlyList<string> unexpected, IReadOnlyList<string> misshaped, string message) : Exception(message)
{
    /// <summary>The file or model that the weights came from.</summary>
    public string WeightSource { get; } = source;

    /// <summary>Keys the model has and the weights lack.</summary>
    public IReadOnlyList<string> Missing { get; } = missing;

    /// <summary>Keys the weights have and the model lacks.</summary>
    public IReadOnlyList<string> Unexpected { get; } = unexpected;

    /// <summary>Keys whose shapes differ, with both shapes.</summary>
    public IReadOnlyList<string> Misshaped { get; } = misshaped;
}
