using System.Text.Json.Nodes;

namespace NlpTransfer.Worker;

/// <summary>What is asked for when a job is submitted.</summary>
public sealed record JobRequest
{
    /// <summary>What to train and on what: an experiment file of one run, as an object with its keys, or as its text in YAML.</summary>
    public required JsonNode Experiment { get; init; }

    /// <summary>What is trained on, in the place of what the experiment says: a path under a data root.</summary>
    public string? Data { get; init; }

    /// <summary>What the best epoch is chosen by, in the place of what the experiment says.</summary>
    public string? Validation { get; init; }

    /// <summary>What is measured at the end, in the place of what the experiment says.</summary>
    public string? Test { get; init; }

    /// <summary>For people. Up to 100 characters.</summary>
    public string? Name { get; init; }

    /// <summary>Of the client's choice: submitting again with the same key gives the same job.</summary>
    public string? Key { get; init; }

    /// <summary>Higher goes first. -100 to 100.</summary>
    /// <value>0</value>
    public int Priority { get; init; }

    /// <summary>How often a failed attempt is tried again, from its last checkpoint. 0 to 20.</summary>
    /// <value>0</value>
    public int Retries { get; init; }

    /// <summary>Seconds before the first retry; each further one waits twice as long, an hour at most. 0 to 3600.</summary>
    /// <value>5</value>
    public double BackoffSeconds { get; init; } = 5;

    /// <summary>Bytes the training needs; null is estimated from what it reads.</summary>
    public long? MemoryBytes { get; init; }

    /// <summary>cpu or cuda.</summary>
    /// <value>null: what the experiment says, else cpu</value>
    public string? Device { get; init; }

    /// <summary>A model's name: the classifier becomes its next version, and is promoted.</summary>
    public string? Model { get; init; }

    /// <summary>Every fault, one sentence each.</summary>
    public IReadOnlyList<string> Validate()
    {
        var faults = new List<string>();
        if (Name?.Length is 0 or > 100) faults.Add($"name must have 1 to 100 characters, had {Name.Length}.");
        if (Key?.Length is 0 or > 200) faults.Add($"key must have 1 to 200 characters, had {Key.Length}.");
        if (Priority is < -100 or > 100) faults.Add($"priority must be from -100 to 100, was {Priority}.");
        if (Retries is < 0 or > 20) faults.Add($"retries must be from 0 to 20, was {Retries}.");
        if (BackoffSeconds is not (>= 0 and <= 3600)) faults.Add($"backoff_seconds must be from 0 to 3600, was {BackoffSeconds}.");
        if (MemoryBytes < 1) faults.Add($"memory_bytes must be at least 1, was {MemoryBytes}.");
        if (Device is not (null or "cpu" or "cuda")) faults.Add($"device must be cpu or cuda, was '{Device}'.");
        if (Model is { } model && !ModelName.IsValid(model)) faults.Add(ModelName.Fault(model));
        return faults;
    }
}
