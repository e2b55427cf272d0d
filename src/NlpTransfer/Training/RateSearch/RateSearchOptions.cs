using System.Globalization;

namespace NlpTransfer.Training;

/// <summary>The range of learning rates that is tried.</summary>
public sealed record RateSearchOptions
{
    /// <value>1e-6</value>
    public double Lowest { get; init; } = 1e-6;

    /// <value>1</value>
    public double Highest { get; init; } = 1;

    /// <summary>Optimizer steps, one a rate, evenly spaced on a logarithmic scale.</summary>
    /// <value>100</value>
    public int Steps { get; init; } = 100;

    /// <summary>Ends where the smoothed loss is so many times its lowest.</summary>
    /// <value>4</value>
    public double StopAt { get; init; } = 4;

    /// <summary>The phase of the schedule whose groups train, from 1.</summary>
    /// <value>1</value>
    public int Phase { get; init; } = 1;

    /// <summary>Every fault, one sentence each; empty when there is none.</summary>
    public IReadOnlyList<string> Validate()
    {
        var faults = new List<string>();
        if (!(Lowest > 0)) faults.Add(string.Create(CultureInfo.InvariantCulture, $"Lowest must be above 0, was {Lowest}."));
        if (!(Highest > Lowest && double.IsFinite(Highest))) faults.Add(string.Create(CultureInfo.InvariantCulture, $"Highest must be above Lowest ({Lowest}), was {Highest}."));
        if (Steps < 10) faults.Add($"Steps must be at least 10, was {Steps}.");
        if (!(StopAt > 1)) faults.Add(string.Create(CultureInfo.InvariantCulture, $"StopAt must be above 1, was {StopAt}."));
        if (Phase < 1) faults.Add($"Phase must be at least 1, was {Phase}.");
        return faults;
    }
}
