using TorchSharp;
using static TorchSharp.torch;

namespace NlpTransfer.Backbones;

/// <summary>
/// EfficientNet-Lite0 (Tan and Le 2019, as simplified by the authors for phones): ReLU6, no squeeze-and-excitation. Keys are
/// those of the package efficientnet_lite_pytorch; padding is TensorFlow's "same".
/// </summary>
internal static class EfficientNetLiteStages
{
    private const double Epsilon = 1e-3, Momentum = 0.01;

    private static readonly (int Expand, int Kernel, int Stride, int Out, int Repeats)[] Table =
        [(1, 3, 1, 16, 1), (6, 3, 2, 24, 2), (6, 5, 2, 40, 2), (6, 3, 2, 80, 3), (6, 5, 1, 112, 3), (6, 5, 2, 192, 4), (6, 3, 1, 320, 1)];

    public static string[] Names { get; } = ["stem", .. Enumerable.Range(1, Table.Length + 1).Select(i => $"layer{i}")];

    public static IEnumerable<ImageStage> Build(ImageBackboneOptions options)
    {
        var (stem, norm) = (nn.Conv2d(options.InputChannels, 32, 3, stride: 2, bias: false), Norm(32));
        yield return new("stem", 32, [("_conv_stem", stem), ("_bn0", norm)], x => Clip(norm.call(stem.call(Padded(x, 3, 2)))));
        var (channels, index) = (32L, 0);
        for (var stage = 0; stage < Table.Length; stage++)
        {
            var (expand, kernel, stride, width, repeats) = Table[stage];
            var from = channels;
            var blocks = Enumerable.Range(0, repeats).Select(i => new LiteBlock(i == 0 ? from : width, width, expand, kernel, i == 0 ? stride : 1)).ToArray();
            yield return ImageStage.OfBlocks($"layer{stage + 1}", "_blocks", index, width, blocks);
            (channels, index) = (width, index + repeats);
        }
        var (top, topNorm) = (nn.Conv2d(channels, 1280, 1, bias: false), Norm(1280));
        yield return new($"layer{Table.Length + 1}", 1280, [("_conv_head", top), ("_bn1", topNorm)], x => Clip(topNorm.call(top.call(x))));
    }

    public static TorchSharp.Modules.BatchNorm2d Norm(long channels) => nn.BatchNorm2d(channels, Epsilon, Momentum);

    public static Tensor Clip(Tensor x) => x.clamp_(0, 6);

    /// <summary>As many places as give H / stride outputs, rounded up; the odd one goes behind.</summary>
    public static Tensor Padded(Tensor x, int kernel, int stride)
    {
        var (height, width) = (Total(x.shape[2], kernel, stride), Total(x.shape[3], kernel, stride));
        return height + width == 0 ? x : nn.functional.pad(x, [width / 2, width - (width / 2), height / 2, height - (height / 2)]);
    }

    private static long Total(long size, int kernel, int stride) => Math.Max(0, (((size + stride - 1) / stride - 1) * stride) + kernel - size);
}
