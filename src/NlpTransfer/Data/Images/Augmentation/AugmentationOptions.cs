using System.Globalization;

namespace NlpTransfer.Data;

/// <summary>How training changes pictures from epoch to epoch. What a picture becomes depends on seed, epoch and its place in the data alone.</summary>
public sealed record AugmentationOptions
{
    /// <summary>The smallest part of a picture's area that a random crop keeps, above 0 to 1; 1 takes the same crop as evaluation.</summary>
    /// <value>0.35</value>
    public double MinCropArea { get; init; } = 0.35;

    /// <summary>How far a crop may depart from a square, as the ratio of its sides, at least 1.</summary>
    /// <value>4/3</value>
    public double MaxCropRatio { get; init; } = 4.0 / 3;

    /// <summary>How often a picture is mirrored, 0 to 1. Leave it out where left and right mean something.</summary>
    /// <value>0.5</value>
    public double Flip { get; init; } = 0.5;

    /// <summary>How far brightness, contrast and saturation may move, 0 to below 1: 0.4 gives factors from 0.6 to 1.4.</summary>
    /// <value>0</value>
    public double ColourJitter { get; init; }

    /// <summary>RandAugment's operations a picture (Cubuk et al. 2020); 0 for none.</summary>
    /// <value>0</value>
    public int RandAugmentOperations { get; init; }

    /// <summary>RandAugment's strength, 0 to 10.</summary>
    /// <value>9</value>
    public int RandAugmentMagnitude { get; init; } = 9;

    /// <summary>Mixup's alpha (Zhang et al. 2018): each picture is overlaid with another, by a share drawn from Beta(alpha, alpha); 0 for none.</summary>
    /// <value>0</value>
    public double Mixup { get; init; }

    /// <summary>
    /// How many forms each picture takes, one an epoch and then again in turn, so that what frozen layers give for each of them can be
    /// kept; 0 draws a new form every epoch, and frozen layers run every time.
    /// </summary>
    /// <value>0</value>
    public int Views { get; init; }

    /// <summary>Training sees what evaluation sees.</summary>
    public static AugmentationOptions None { get; } = new() { MinCropArea = 1, MaxCropRatio = 1, Flip = 0 };

    internal bool IsNone => ChangesNothing && Mixup == 0;

    internal bool ChangesNothing => MinCropArea == 1 && MaxCropRatio == 1 && Flip == 0 && ColourJitter == 0 && RandAugmentOperations == 0;

    /// <summary>Every fault, one sentence each; empty when there is none.</summary>
    public IReadOnlyList<string> Validate()
    {
        var faults = new List<string>();
        void Check(bool good, string name, string expected, double found)
        {
            if (!good) faults.Add(string.Create(CultureInfo.InvariantCulture, $"{name} must be {expected}, was {found}."));
        }
        Check(MinCropArea is > 0 and <= 1, nameof(MinCropArea), "above 0 and at most 1", MinCropArea);
        Check(MaxCropRatio is >= 1 and <= 10, nameof(MaxCropRatio), "from 1 to 10", MaxCropRatio);
        Check(Flip is >= 0 and <= 1, nameof(Flip), "from 0 to 1", Flip);
        Check(ColourJitter is >= 0 and < 1, nameof(ColourJitter), "from 0 to below 1", ColourJitter);
        Check(RandAugmentOperations is >= 0 and <= 10, nameof(RandAugmentOperations), "from 0 to 10", RandAugmentOperations);
        Check(RandAugmentMagnitude is >= 0 and <= 10, nameof(RandAugmentMagnitude), "from 0 to 10", RandAugmentMagnitude);
        Check(Mixup is >= 0 and <= 10, nameof(Mixup), "from 0 to 10", Mixup);
        Check(Views is >= 0 and <= 1000, nameof(Views), "from 0 to 1000", Views);
        return faults;
    }
}
