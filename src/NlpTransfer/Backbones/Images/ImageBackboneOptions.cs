namespace NlpTransfer.Backbones;

/// <summary>What of an image network is built.</summary>
public sealed record ImageBackboneOptions
{
    /// <summary>The last stage that is kept, such as <c>layer3</c>; null keeps all.</summary>
    public string? TruncateAt { get; init; }

    /// <value><see cref="ImagePooling.Average"/></value>
    public ImagePooling Pooling { get; init; } = ImagePooling.Average;

    /// <summary>Further stages whose output is pooled in the same way and put before that of the last one, such as <c>layer1</c>: earlier stages know less of the classes they were trained on.</summary>
    /// <value>none</value>
    public IReadOnlyList<string> Taps { get; init; } = [];

    /// <summary>3 for colour, 1 for grey; pretrained weights of the stem are summed over the colours for grey.</summary>
    /// <value>3</value>
    public int InputChannels { get; init; } = 3;

    /// <summary>Fully connected layers that VGG keeps above its convolutions, 0 to 2; no other network has any.</summary>
    /// <value>0</value>
    public int KeepFullyConnected { get; init; }

    /// <summary>Every fault, one sentence each; empty when there is none.</summary>
    public IReadOnlyList<string> Validate()
    {
        var faults = new List<string>();
        if (InputChannels is not (1 or 3)) faults.Add($"InputChannels must be 1 or 3, was {InputChannels}.");
        if (KeepFullyConnected is < 0 or > 2) faults.Add($"KeepFullyConnected must be from 0 to 2, was {KeepFullyConnected}.");
        if (KeepFullyConnected > 0 && TruncateAt is not null) faults.Add("KeepFullyConnected needs the whole network; leave out TruncateAt.");
        return faults;
    }
}
