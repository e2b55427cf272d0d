using NlpTransfer.Backbones;
using NlpTransfer.Classifiers;
using NlpTransfer.FineTuning;
using NlpTransfer.Heads;
using NlpTransfer.Tests.Classifiers;
using NlpTransfer.Tests.Data;
using NlpTransfer.Training;
using TorchSharp;
using static TorchSharp.torch;

namespace NlpTransfer.Tests.Training.Features;

/// <summary>Features from several groups: what they are, and that a boundary above a tap carries it.</summary>
[Collection(TorchGenerator.Name)]
public sealed class TapTests : IDisposable
{
    private readonly TempFolder folder = new();
    private readonly DisposeScope scope = NewDisposeScope();

    public void Dispose()
    {
        scope.Dispose();
        folder.Dispose();
    }

    [Theory]
    [InlineData(EncoderPooling.Mean)]
    [InlineData(EncoderPooling.Max)]
    [InlineData(EncoderPooling.Cls)]
    [InlineData(EncoderPooling.Last)]
    public void Features_AreThePooledStatesOfEachTapBottomToTop(EncoderPooling pooling)
    {
        using var guard = no_grad();
        var (all, data) = (Backbone(pooling, "layer.2", "embeddings", "layer.0"), new ToyData(6, 1));
        var input = data.Collate([0, 1, 2, 3, 4, 5], CPU);
        var found = all.Features(input);
        Assert.Equal(3 * all.Config.HiddenSize, all.FeatureSize);
        var expected = cat([.. new[] { 1, 2, 4 }.Select(to => Pooled(all.Forward(input, 0, to == 4 ? 3 : to), all, to, input, pooling))], 1);
        Assert.True((found - expected).abs().max().ToDouble() < 1e-6);
    }

    [Theory]
    [InlineData(EncoderPooling.Mean, 1, 4)] // everything frozen but the head
    [InlineData(EncoderPooling.Mean, 2, 3)] // the boundary is above two taps
    [InlineData(EncoderPooling.Mean, 3, 2)]
    [InlineData(EncoderPooling.Cls, 2, 3)]
    public void Train_OnKeptFeaturesWithTapsBelowTheBoundary_HasTheLossesOfTrainingWithout(EncoderPooling pooling, int trainable, int frozen)
    {
        var schedule = FineTuningSchedule.LastGroups(trainable, 4);
        var (expected, _) = FeatureRuns.Train(Model(pooling), schedule, new() { Mode = FeatureCacheMode.Off });
        foreach (var cache in new FeatureCacheOptions[] { new(), new() { Memory = 0, Folder = folder.Root } })
        {
            var (found, reports) = FeatureRuns.Train(Model(pooling), schedule, cache);
            Assert.All(reports, r => Assert.Equal((frozen, true), (r.Groups, r.Storage != FeatureStorage.None)));
            foreach (var (a, b) in expected.Zip(found)) Assert.Equal(a, b, 1e-5);
        }
    }

    [Theory]
    [InlineData("last", "layer.2")]
    [InlineData("2/3", "layer.1")]
    [InlineData("1/9", "layer.0")]
    [InlineData("3/3", "layer.2")]
    public void Tap_ByItsDepth_IsThatLayer(string depth, string layer) => Assert.Equal([layer, .. layer == "layer.2" ? Array.Empty<string>() : ["layer.2"]], Backbone(EncoderPooling.Mean, depth, "last").Taps);

    [Theory]
    [InlineData("4/3")]
    [InlineData("0/3")]
    [InlineData("2/")]
    public void Tap_ByADepthThatIsNone_IsRefused(string depth) => Assert.Contains($"'{depth}' is none", Assert.Throws<OptionsException>(() => Backbone(EncoderPooling.Mean, depth, "last")).Message);

    [Fact]
    public void Train_WithTapsAndWithoutThem_DiffersBecauseTheHeadSeesMore()
    {
        var schedule = FineTuningSchedule.FeatureExtraction(2);
        var (tapped, _) = FeatureRuns.Train(Model(EncoderPooling.Mean), schedule, new());
        var (plain, _) = FeatureRuns.Train(FeatureRuns.Model("bert-mean"), schedule, new());
        Assert.NotEqual(plain, tapped);
    }

    [Fact]
    public void Load_OfASavedClassifierWithTaps_PredictsAsItDid()
    {
        using var classifier = TextClassifier.FromPretrained(SmallEncoder.Write(folder.Root), ["a", "b"], new() { Taps = ["layer.0", "layer.2"] });
        classifier.Save(Path.Combine(folder.Root, "saved"));
        using var loaded = TextClassifier.Load(Path.Combine(folder.Root, "saved"));
        Assert.Equal(classifier.Predict("w7 w8 w9").Probabilities, loaded.Predict("w7 w8 w9").Probabilities);
        Assert.Contains("layer.0, layer.2", loaded.Description);
    }

    [Theory]
    [InlineData("'layer.9' is none", EncoderPooling.Mean, "layer.9", "layer.2")]
    [InlineData("keep only 2 layers", EncoderPooling.Mean, "layer.0", "layer.1")]
    [InlineData("without weights of its own", EncoderPooling.Attention, "layer.0", "layer.2")]
    public void Create_WithTapsThatCannotBe_SaysWhy(string message, EncoderPooling pooling, params string[] taps) =>
        Assert.Contains(message, Assert.Throws<OptionsException>(() => Backbone(pooling, taps)).Message);

    private static EncoderBackbone Backbone(EncoderPooling pooling, params string[] taps)
    {
        var path = TestFiles.Fixture("bert/bert-tiny-random");
        var backbone = new EncoderBackbone(EncoderConfig.Load(path), pooling, taps: taps);
        using var weights = EncoderWeights.Open(path, backbone.Config);
        weights.LoadBackbone(backbone);
        backbone.eval();
        return backbone;
    }

    private static ClassificationModel Model(EncoderPooling pooling)
    {
        manual_seed(3);
        var backbone = Backbone(pooling, "embeddings", "layer.0", "layer.2");
        return new ClassificationModel(backbone, new Head(backbone.FeatureSize, 2, new HeadOptions { Dropout = 0.2 }));
    }

    // By the padded states that a part of the groups gives.
    private static Tensor Pooled(Activations states, EncoderBackbone backbone, int to, Activations input, EncoderPooling pooling)
    {
        var values = to == 4 ? backbone.States(input) : states.Values; // (B, S, H)
        var mask = input.Mask!.unsqueeze(-1); // (B, S, 1)
        var lengths = input.Mask!.sum(1L); // (B)
        return pooling switch
        {
            EncoderPooling.Cls => values.select(1, 0),
            EncoderPooling.Mean => (values * mask).sum(1L) / lengths.unsqueeze(1),
            EncoderPooling.Max => values.masked_fill(~mask, float.NegativeInfinity).amax(1),
            _ => stack([.. Enumerable.Range(0, (int)values.shape[0]).Select(i => values[i, lengths[i].ToInt64() - 1])]),
        };
    }
}
