namespace NlpTransfer.Classifiers;

/// <summary>How a prediction is explained.</summary>
public sealed record ExplanationOptions
{
    /// <summary>The label whose probability is explained.</summary>
    /// <value>null: the predicted one</value>
    public string? Label { get; init; }

    /// <summary>Points on the way from the empty text to the text at which gradients are taken; more are more exact.</summary>
    /// <value>32</value>
    public int Steps { get; init; } = 32;

    /// <summary>Whether each word is also left out, a prediction each: what the attributions are checked against.</summary>
    /// <value>true</value>
    public bool LeaveOneOut { get; init; } = true;

    /// <summary>Every fault, one sentence each; empty when there is none.</summary>
    /// <param name="labelNames">The labels of the classifier.</param>
    public IReadOnlyList<string> Validate(IReadOnlyList<string> labelNames) =>
    [
        .. Label is not null && !labelNames.Contains(Label) ? [$"Label must be one of {string.Join(", ", labelNames)}; was '{Label}'.{NameSuggestion.DidYouMean(Label, labelNames)}"] : Array.Empty<string>(),
        .. Steps < 1 ? [$"Steps must be at least 1, was {Steps}."] : Array.Empty<string>(),
    ];
}
