using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace NlpTransfer.Backbones;

/// <summary>MobileNetV2 (Sandler et al. 2018, table 2) with torchvision's keys.</summary>
internal static class MobileNetV2Stages
{
    private static readonly (int Expand, int Out, int Repeats, int Stride)[] Table =
        [(1, 16, 1, 1), (6, 24, 2, 2), (6, 32, 3, 2), (6, 64, 4, 2), (6, 96, 3, 1), (6, 160, 3, 2), (6, 320, 1, 1)];

    public static string[] Names { get; } = ["stem", .. Enumerable.Range(1, Table.Length + 1).Select(i => $"layer{i}")];

    public static IEnumerable<ImageStage> Build(ImageBackboneOptions options)
    {
        yield return ImageStage.OfBlocks("stem", "features", 0, 32, [ConvNorm(options.InputChannels, 32, 3, stride: 2)]);
        var (channels, index) = (32L, 1);
        for (var stage = 0; stage < Table.Length; stage++)
        {
            var (expand, width, repeats, stride) = Table[stage];
            var from = channels;
            var blocks = Enumerable.Range(0, repeats).Select(i => new InvertedResidual(i == 0 ? from : width, width, expand, i == 0 ? stride : 1)).ToArray();
            yield return ImageStage.OfBlocks($"layer{stage + 1}", "features", index, width, blocks);
            (channels, index) = (width, index + repeats);
        }
        yield return ImageStage.OfBlocks($"layer{Table.Length + 1}", "features", index, 1280, [ConvNorm(channels, 1280, 1)]);
    }

    /// <summary>Convolution, norm and ReLU6 at the keys 0 and 1.</summary>
    public static Sequential ConvNorm(long from, long to, int kernel, int stride = 1, long groups = 1) => nn.Sequential(
        nn.Conv2d(from, to, kernel, stride: stride, padding: (kernel - 1) / 2, groups: groups, bias: false), nn.BatchNorm2d(to), nn.ReLU6());
}
