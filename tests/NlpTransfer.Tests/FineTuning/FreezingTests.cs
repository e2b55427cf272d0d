using NlpTransfer.Backbones;
using static TorchSharp.torch;

namespace NlpTransfer.Tests.FineTuning;

/// <summary>The freezing laws over each kind of text backbone.</summary>
internal static class TextBatch
{
    public static Activations Ids(long largest) => new(
        tensor([.. Enumerable.Range(0, 24).Select(i => 2 + (i * 7 % (largest - 2)))], [4, 6]),
        tensor([.. Enumerable.Range(0, 24).Select(i => i % 6 < 3 + (i / 6))], [4, 6]));
}

public sealed class CnnFreezingTests : FreezingContract
{
    internal override Backbone Create() => new CnnOptions { FiltersPerWidth = 4 }.Build(new WordEmbedding(cat([zeros(1, 5), randn(19, 5)]), zeros(0, 5)), PretrainedPart.Vectors);

    internal override Activations Batch() => TextBatch.Ids(20);
}

public sealed class RecurrentFreezingTests : FreezingContract
{
    internal override Backbone Create() => new RecurrentOptions { HiddenSize = 4, Layers = 2 }.Build(new WordEmbedding(cat([zeros(1, 5), randn(19, 5)]), zeros(0, 5)), PretrainedPart.Backbone);

    internal override Activations Batch() => TextBatch.Ids(20);
}

public sealed class BertFreezingTests : FreezingContract
{
    internal override Backbone Create()
    {
        var folder = Data.TestFiles.Fixture("bert/bert-tiny-random");
        var backbone = new EncoderBackbone(EncoderConfig.Load(folder));
        using var weights = EncoderWeights.Open(folder, backbone.Config);
        weights.LoadBackbone(backbone);
        return backbone;
    }

    internal override Activations Batch() => TextBatch.Ids(200);
}

public sealed class NormFreezingTests : FreezingContract
{
    internal override Backbone Create() => new NormBackbone();

    internal override Activations Batch() => Numbers();
}

public sealed class ResNetFreezingTests : FreezingContract
{
    internal override Backbone Create() => ImageArchitecture.ByName("resnet20-cifar").Create(isPretrained: true);

    internal override Activations Batch() => new(sin(arange(4 * 3 * 16 * 16).to(float32) * 0.37).view(4, 3, 16, 16));
}
