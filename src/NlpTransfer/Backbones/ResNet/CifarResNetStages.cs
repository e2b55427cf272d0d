using static TorchSharp.torch;

namespace NlpTransfer.Backbones;

/// <summary>The ResNets for 32x32 images (He et al. 2016, section 4.2): 6 n + 2 layers in three stages of 16, 32 and 64 channels.</summary>
internal static class CifarResNetStages
{
    public static IEnumerable<ImageStage> Build(int depth, ImageBackboneOptions options)
    {
        var conv1 = nn.Conv2d(options.InputChannels, 16, 3, padding: 1, bias: false);
        var bn1 = nn.BatchNorm2d(16);
        yield return new("stem", 16, [("conv1", conv1), ("bn1", bn1)], x => bn1.call(conv1.call(x)).relu_()); // (B, 16, H, W)
        for (var stage = 0; stage < 3; stage++)
        {
            var (width, first) = (16L << stage, stage == 0 ? 16L : 8L << stage);
            var blocks = Enumerable.Range(0, (depth - 2) / 6).Select(i => new CifarBlock(i == 0 ? first : width, width, i == 0 && stage > 0 ? 2 : 1)).ToArray();
            yield return ImageStage.OfBlocks($"layer{stage + 1}", $"layer{stage + 1}", 0, width, blocks);
        }
    }
}
