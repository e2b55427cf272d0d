using static TorchSharp.torch;

namespace NlpTransfer.Backbones;

/// <summary>Xception (Chollet 2017, figure 5) with timm's keys.</summary>
internal static class XceptionStages
{
    private const int MiddleBlocks = 8;

    public static string[] Names { get; } = ["stem", "layer1", "layer2", "layer3", "layer4"];

    public static IEnumerable<ImageStage> Build(ImageBackboneOptions options)
    {
        var (conv1, bn1) = (nn.Conv2d(options.InputChannels, 32, 3, stride: 2, bias: false), nn.BatchNorm2d(32));
        var (conv2, bn2) = (nn.Conv2d(32, 64, 3, bias: false), nn.BatchNorm2d(64));
        yield return new("stem", 64, [("conv1", conv1), ("bn1", bn1), ("conv2", conv2), ("bn2", bn2)],
            x => bn2.call(conv2.call(bn1.call(conv1.call(x)).relu_())).relu_());
        yield return Blocks("layer1", 1, 728, new(64, 128, 2, 2, startsWithRelu: false), new(128, 256, 2, 2), new(256, 728, 2, 2)); // entry flow
        yield return Blocks("layer2", 4, 728, [.. Enumerable.Range(0, MiddleBlocks).Select(_ => new XceptionBlock(728, 728, 3, 1))]); // middle flow
        yield return Blocks("layer3", 4 + MiddleBlocks, 1024, new XceptionBlock(728, 1024, 2, 2, growsFirst: false));
        var (conv3, bn3) = (new SeparableConv(1024, 1536), nn.BatchNorm2d(1536));
        var (conv4, bn4) = (new SeparableConv(1536, 2048), nn.BatchNorm2d(2048));
        yield return new("layer4", 2048, [("conv3", conv3), ("bn3", bn3), ("conv4", conv4), ("bn4", bn4)],
            x => bn4.call(conv4.call(bn3.call(conv3.call(x)).relu_())).relu_());
    }

    private static ImageStage Blocks(string name, int first, long channels, params XceptionBlock[] blocks) => new(
        name, channels, [.. blocks.Select((b, i) => ($"block{first + i}", (nn.Module)b))], x => blocks.Aggregate(x, (state, b) => b.call(state)));
}
