namespace NlpTransfer.Classifiers;

/// <summary>How a classifier reads what it predicts or is measured on.</summary>
public sealed record ReadingOptions
{
    /// <summary>What becomes of texts that are longer than the classifier's <c>MaxTokens</c>.</summary>
    /// <value><see cref="LongTexts.Truncate"/>, as in training</value>
    public LongTexts Long { get; init; }

    /// <summary>Tokens from the beginning of one window to that of the next; of a pair, the second text stands in every window.</summary>
    /// <value>null: half of what a window holds</value>
    public int? Stride { get; init; }

    /// <summary>Every fault, one sentence each; empty when there is none.</summary>
    public IReadOnlyList<string> Validate() =>
    [
        .. Stride < 1 ? [$"Stride must be at least 1, was {Stride}."] : Array.Empty<string>(),
        .. Stride is not null && Long == LongTexts.Truncate ? ["Stride needs Long to be mean or max; without windows there is none."] : Array.Empty<string>(),
    ];
}
