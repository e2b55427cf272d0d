namespace NlpTransfer.Worker.Http;

/// <summary>What a model is asked.</summary>
internal sealed record PredictBody
{
    public IReadOnlyList<string>? Texts { get; init; }

    /// <summary>Files of pictures, in base64.</summary>
    public IReadOnlyList<string>? Images { get; init; }
}
