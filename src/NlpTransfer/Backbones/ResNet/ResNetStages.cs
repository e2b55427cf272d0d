using static TorchSharp.torch;

namespace NlpTransfer.Backbones;

/// <summary>ResNet-18 to ResNet-152 with torchvision's keys; stride 2 is in a bottleneck's 3x3 convolution, as there.</summary>
internal static class ResNetStages
{
    public static IEnumerable<ImageStage> Build(ResNetConfig config, ImageBackboneOptions options)
    {
        var conv1 = nn.Conv2d(options.InputChannels, 64, 7, stride: 2, padding: 3, bias: false);
        var bn1 = nn.BatchNorm2d(64);
        yield return new("stem", 64, [("conv1", conv1), ("bn1", bn1)],
            x => nn.functional.max_pool2d(bn1.call(conv1.call(x)).relu_(), 3, stride: 2, padding: 1)); // (B, 64, H/4, W/4)
        var channels = 64L;
        for (var stage = 0; stage < config.Blocks.Length; stage++)
        {
            var blocks = Blocks(config, stage, channels);
            channels = (64L << stage) * (config.IsBottleneck ? Bottleneck.Expansion : 1);
            yield return ImageStage.OfBlocks($"layer{stage + 1}", $"layer{stage + 1}", 0, channels, blocks);
        }
    }

    private static nn.Module<Tensor, Tensor>[] Blocks(ResNetConfig config, int stage, long channels)
    {
        var (width, stride) = (64L << stage, stage == 0 ? 1 : 2);
        if (!config.IsBottleneck) return [.. Enumerable.Range(0, config.Blocks[stage]).Select(i => new BasicBlock(i == 0 ? channels : width, width, i == 0 ? stride : 1))];
        return [.. Enumerable.Range(0, config.Blocks[stage]).Select(i => new Bottleneck(i == 0 ? channels : width * Bottleneck.Expansion, width, i == 0 ? stride : 1))];
    }
}
