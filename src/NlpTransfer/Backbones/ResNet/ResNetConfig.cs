namespace NlpTransfer.Backbones;

/// <summary>The sizes of a ResNet for large images (He et al. 2016, table 1).</summary>
/// <param name="Name">torchvision's.</param>
/// <param name="Blocks">In each of the four stages.</param>
/// <param name="IsBottleneck">Whether blocks are of three convolutions.</param>
internal sealed record ResNetConfig(string Name, int[] Blocks, bool IsBottleneck)
{
    public static IReadOnlyList<ResNetConfig> All { get; } =
    [
        new("resnet18", [2, 2, 2, 2], false), new("resnet34", [3, 4, 6, 3], false), new("resnet50", [3, 4, 6, 3], true),
        new("resnet101", [3, 4, 23, 3], true), new("resnet152", [3, 8, 36, 3], true),
    ];
}
