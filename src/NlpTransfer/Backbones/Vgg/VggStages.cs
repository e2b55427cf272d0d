using TorchSharp;
using static TorchSharp.torch;

namespace NlpTransfer.Backbones;

/// <summary>VGG-11 to VGG-19 (Simonyan and Zisserman 2015, table 1), with and without BatchNorm, with torchvision's keys.</summary>
internal static class VggStages
{
    private const int Places = 7, Width = 4096;

    private static readonly (int Depth, int[] Repeats)[] Depths = [(11, [1, 1, 2, 2, 2]), (13, [2, 2, 2, 2, 2]), (16, [2, 2, 3, 3, 3]), (19, [2, 2, 4, 4, 4])];

    public sealed record Variant(string Name, int[] Repeats, bool HasNorm);

    public static IReadOnlyList<Variant> Variants { get; } =
        [.. Depths.SelectMany(d => new[] { new Variant($"vgg{d.Depth}", d.Repeats, false), new Variant($"vgg{d.Depth}_bn", d.Repeats, true) })];

    public static string[] Names { get; } = ["stem", "layer1", "layer2", "layer3", "layer4"];

    public static IEnumerable<ImageStage> Build(Variant variant, ImageBackboneOptions options)
    {
        var (channels, index) = ((long)options.InputChannels, 0);
        for (var stage = 0; stage < variant.Repeats.Length; stage++)
        {
            var width = Math.Min(512L, 64L << stage);
            var blocks = new List<nn.Module<Tensor, Tensor>>();
            for (var i = 0; i < variant.Repeats[stage]; i++, channels = width)
                blocks.AddRange([nn.Conv2d(channels, width, 3, padding: 1), .. variant.HasNorm ? [nn.BatchNorm2d(width)] : Array.Empty<nn.Module<Tensor, Tensor>>(), nn.ReLU(inplace: true)]);
            blocks.Add(nn.MaxPool2d(2, stride: 2));
            yield return ImageStage.OfBlocks(Names[stage], "features", index, width, blocks);
            index += blocks.Count;
        }
        for (var layer = 0; layer < options.KeepFullyConnected; layer++) yield return FullyConnected(layer, channels);
    }

    private static ImageStage FullyConnected(int layer, long channels)
    {
        var linear = nn.Linear(layer == 0 ? channels * Places * Places : Width, Width);
        var dropout = nn.Dropout(0.5);
        var name = $"classifier.{layer * 3}";
        return new($"fc{layer + 1}", Width, [(name, linear), ($"classifier.{(layer * 3) + 2}", dropout)],
            x => dropout.call(linear.call(layer == 0 ? nn.functional.adaptive_avg_pool2d(x, Places).flatten(1) : x).relu_())) { IsVector = true }; // (B, 4096)
    }
}
