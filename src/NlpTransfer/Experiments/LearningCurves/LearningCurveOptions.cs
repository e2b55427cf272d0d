namespace NlpTransfer.Experiments;

/// <summary>What a learning curve varies.</summary>
public sealed record LearningCurveOptions
{
    /// <summary>Numbers of training examples, rising.</summary>
    /// <value>25, 50, 100, 200, 400; what is more than there are trains on all of them</value>
    public IReadOnlyList<int> Examples { get; init; } = [25, 50, 100, 200, 400];

    /// <summary>Options of the runs from scratch that differ from those of the pretrained ones.</summary>
    /// <value>everything trains</value>
    public IReadOnlyList<TrialOption> FromScratch { get; init; } = [];

    /// <summary>Every fault, one sentence each; empty when there is none.</summary>
    public IReadOnlyList<string> Validate()
    {
        if (Examples.Count == 0) return ["'examples' must have at least one number, had none."];
        if (Examples.Any(n => n < 2)) return [$"'examples' must be at least 2, was {Examples.First(n => n < 2)}."];
        return Examples.Zip(Examples.Skip(1)).Any(p => p.First >= p.Second) ? ["'examples' must rise from one number to the next."] : [];
    }
}
