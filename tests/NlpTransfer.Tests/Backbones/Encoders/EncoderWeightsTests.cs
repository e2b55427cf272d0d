using NlpTransfer.Backbones;
using NlpTransfer.Checkpoints;
using NlpTransfer.Tests.Data;
using TorchSharp;
using static TorchSharp.torch;

namespace NlpTransfer.Tests.Backbones.Encoders;

/// <summary>Weights under other names than the reference's own, and the report of what became of them.</summary>
public sealed class EncoderWeightsTests : IDisposable
{
    private static readonly string Reference = TestFiles.Fixture("bert/bert-tiny-random");

    private readonly TempFolder folder = new();
    private readonly DisposeScope scope = NewDisposeScope();

    public void Dispose()
    {
        scope.Dispose();
        folder.Dispose();
    }

    [Fact]
    public void Load_WithoutPrefixAndWithOldNamesOfNorms_GivesTheSameFeatures()
    {
        Write(tensors => tensors.Where(t => t.Key.StartsWith("bert.", StringComparison.Ordinal)).ToDictionary(
            t => t.Key["bert.".Length..].Replace("LayerNorm.weight", "LayerNorm.gamma", StringComparison.Ordinal).Replace("LayerNorm.bias", "LayerNorm.beta", StringComparison.Ordinal), t => t.Value));
        var (other, report) = Load(folder.Root);
        var (reference, _) = Load(Reference);
        var input = new Activations(tensor([5L, 6, 7], [1, 3]));
        Assert.Equal(reference.Features(input).data<float>().ToArray(), other.Features(input).data<float>().ToArray());
        Assert.Equal(["classifier.weight", "classifier.bias"], report.New);
        Assert.Empty(report.Unexpected);
    }

    [Fact]
    public void Load_WithoutPoolerAndWithAnotherHead_SaysSo()
    {
        Write(tensors => tensors.Where(t => !t.Key.Contains("pooler", StringComparison.Ordinal) && !t.Key.StartsWith("classifier", StringComparison.Ordinal))
            .Append(new("cls.predictions.bias", ones(211))).Append(new("bert.embeddings.position_ids", arange(64).unsqueeze(0))).ToDictionary());
        var (backbone, report) = Load(folder.Root);
        Assert.Equal(["bert.pooler.dense.weight", "bert.pooler.dense.bias", "classifier.weight", "classifier.bias"], report.New);
        Assert.Equal(["cls.predictions.bias"], report.Unexpected);
        Assert.False(backbone.LayerGroups[^1].IsPretrained); // a new pooler trains with the head
        Assert.Contains("4 tensors are not in it and start from random numbers, to be trained: bert.pooler.dense.weight", string.Join(' ', report.Sentences()));
    }

    [Fact]
    public void Load_OfFewerLayers_ListsTheDroppedOnes()
    {
        var config = EncoderConfig.Load(Reference) with { NumHiddenLayers = 1 };
        var backbone = new EncoderBackbone(config, EncoderPooling.Mean);
        using var weights = EncoderWeights.Open(Reference, config, keptLayers: 1);
        var report = weights.LoadBackbone(backbone);
        Assert.Equal(32, report.Dropped.Count);
        Assert.All(report.Dropped, n => Assert.Matches("encoder.layer.[12].", n));
        Assert.Contains("bert.pooler.dense.weight", report.Unexpected);
    }

    [Fact]
    public void Load_OfMoreLayersThanConfigured_RefusesAndNamesThem()
    {
        var config = EncoderConfig.Load(Reference) with { NumHiddenLayers = 2 };
        using var weights = EncoderWeights.Open(Reference, config);
        var error = Assert.Throws<StateDictException>(() => weights.LoadBackbone(new EncoderBackbone(config)));
        Assert.Contains("16 unexpected: bert.encoder.layer.2.", error.Message);
    }

    [Fact]
    public void Load_OfGpt2_ReportsTheTransposedMatrices()
    {
        var reference = TestFiles.Fixture("encoders/gpt2-random");
        var (_, report) = Load(reference);
        Assert.Equal(12, report.Reshaped.Count);
        Assert.Contains("12 of them transposed", string.Join(' ', report.Sentences()));
        Assert.Equal(["score.weight"], report.New);
    }

    private static (EncoderBackbone Backbone, WeightReport Report) Load(string path)
    {
        var config = EncoderConfig.Load(path);
        using var weights = EncoderWeights.Open(path, config);
        var backbone = new EncoderBackbone(config, poolerIsPretrained: weights.HasPooler);
        var report = weights.LoadBackbone(backbone);
        backbone.eval();
        return (backbone, report);
    }

    private void Write(Func<IReadOnlyDictionary<string, Tensor>, IReadOnlyDictionary<string, Tensor>> change)
    {
        File.Copy(Path.Combine(Reference, "config.json"), Path.Combine(folder.Root, "config.json"));
        using var file = WeightFile.OpenFolder(Reference);
        SafetensorsWriter.Write(Path.Combine(folder.Root, "model.safetensors"), change(file.ReadAll()));
    }
}
