using static TorchSharp.torch;

namespace NlpTransfer.Backbones;

/// <summary>Inception v3 (Szegedy et al. 2016) with torchvision's keys, without the side classifier that only training from scratch uses.</summary>
internal static class InceptionV3Stages
{
    public static string[] Names { get; } = ["stem", "layer1", "layer2", "layer3"];

    public static IEnumerable<ImageStage> Build(ImageBackboneOptions options)
    {
        yield return Stem(options.InputChannels);
        yield return Stage("layer1", 288, ("Mixed_5b", InceptionBlock.A(192, 32)), ("Mixed_5c", InceptionBlock.A(256, 64)), ("Mixed_5d", InceptionBlock.A(288, 64)));
        yield return Stage("layer2", 768, ("Mixed_6a", InceptionBlock.B(288)), ("Mixed_6b", InceptionBlock.C(768, 128)), ("Mixed_6c", InceptionBlock.C(768, 160)),
            ("Mixed_6d", InceptionBlock.C(768, 160)), ("Mixed_6e", InceptionBlock.C(768, 192)));
        yield return Stage("layer3", 2048, ("Mixed_7a", InceptionBlock.D(768)), ("Mixed_7b", InceptionBlock.E(1280)), ("Mixed_7c", InceptionBlock.E(2048)));
    }

    private static ImageStage Stem(long channels)
    {
        (string, InceptionConv)[] low = [("Conv2d_1a_3x3", new(channels, 32, (3, 3), 2)), ("Conv2d_2a_3x3", new(32, 32, (3, 3))), ("Conv2d_2b_3x3", new(32, 64, (3, 3), 1, (1, 1)))];
        (string, InceptionConv)[] high = [("Conv2d_3b_1x1", new(64, 80)), ("Conv2d_4a_3x3", new(80, 192, (3, 3)))];
        return new("stem", 192, [.. low.Concat(high).Select(c => (c.Item1, (nn.Module)c.Item2))], x => Pooled(high, Pooled(low, x)));
    }

    private static Tensor Pooled((string, InceptionConv Conv)[] chain, Tensor x) =>
        nn.functional.max_pool2d(chain.Aggregate(x, (state, c) => c.Conv.call(state)), 3, stride: 2);

    private static ImageStage Stage(string name, long channels, params (string Path, InceptionBlock Block)[] blocks) => new(
        name, channels, [.. blocks.Select(b => (b.Path, (nn.Module)b.Block))], x => blocks.Aggregate(x, (state, b) => b.Block.call(state)));
}
