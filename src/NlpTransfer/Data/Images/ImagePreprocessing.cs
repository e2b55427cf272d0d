using System.Globalization;

namespace NlpTransfer.Data;

/// <summary>How a picture becomes a network's input: resized, the centre cut out, scaled to 0 to 1, mean taken off, divided by the deviation.</summary>
public sealed record ImagePreprocessing
{
    /// <summary>Side of the square input in pixels.</summary>
    /// <value>224</value>
    public int Size { get; init; } = 224;

    /// <summary>The part of the resized picture's shorter side that the centre crop takes, above 0 to 1.</summary>
    /// <value>0.875</value>
    public double CropShare { get; init; } = 0.875;

    /// <summary>Taken off, red, green, blue; for grey their average.</summary>
    public IReadOnlyList<float> Mean { get; init; } = [0.485f, 0.456f, 0.406f];

    /// <summary>Divided by, red, green, blue; for grey their average.</summary>
    public IReadOnlyList<float> Std { get; init; } = [0.229f, 0.224f, 0.225f];

    /// <summary>3 for colour, 1 for grey (ITU-R 601 luma).</summary>
    /// <value>3</value>
    public int Channels { get; init; } = 3;

    /// <summary>Pictures that say they have more pixels are refused.</summary>
    /// <value>100 million</value>
    public long MaxPixels { get; init; } = 100_000_000;

    /// <summary>Every fault, one sentence each; empty when there is none.</summary>
    public IReadOnlyList<string> Validate()
    {
        var faults = new List<string>();
        if (Size is < 1 or > 4096) faults.Add($"Size must be from 1 to 4096, was {Size}.");
        if (CropShare is not (> 0 and <= 1)) faults.Add(string.Create(CultureInfo.InvariantCulture, $"CropShare must be above 0 and at most 1, was {CropShare}."));
        if (Mean.Count != 3 || Std.Count != 3) faults.Add($"Mean and Std must have three values each, had {Mean.Count} and {Std.Count}.");
        if (Std.Any(s => !(s > 0))) faults.Add("Std must be above 0.");
        if (Channels is not (1 or 3)) faults.Add($"Channels must be 1 or 3, was {Channels}.");
        if (MaxPixels < 1) faults.Add($"MaxPixels must be at least 1, was {MaxPixels}.");
        return faults;
    }
}
