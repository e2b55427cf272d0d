using System.Text.Json;
using NlpTransfer.Backbones;
using NlpTransfer.Classifiers;
using NlpTransfer.Tests.Backbones.Bert;
using NlpTransfer.Tests.Data;
using TorchSharp;
using static TorchSharp.torch;

namespace NlpTransfer.Tests.Backbones.Images;

/// <summary>Real ImageNet weights against the numbers of the package they come from.</summary>
public sealed class EfficientNetLiteTests : IDisposable
{
    private const double Tolerance = 1e-4;

    private readonly DisposeScope scope = NewDisposeScope();

    public void Dispose() => scope.Dispose();

    [Theory]
    [InlineData(96)]
    [InlineData(224)]
    public void Network_WithItsWeights_ComputesTheReferencesNumbers(int size)
    {
        var weights = TestFiles.Shared("models/efficientnet-lite0/efficientnet-lite0-57934424.pth");
        var root = ReferenceNumbers.Read("efficientnet-lite0", "expected.json");
        var expected = root.GetProperty($"{size}");
        using var classifier = ImageClassifier.FromPretrained($"efficientnet-lite0:{weights}");
        Assert.Equal(root.GetProperty("parameters").GetInt64(), classifier.Model.parameters().Sum(p => p.numel()));
        var images = VisionReference.Images(size);
        var logits = classifier.Model.Forward(new(images)); // (2, 1000)
        VisionReference.AssertRelative(expected.GetProperty("logits_first10"), logits.narrow(1, 0, 10), Tolerance, "logits");
        VisionReference.AssertRelative(expected.GetProperty("logits_norm"), logits.norm(1), Tolerance, "norms of logits");
        Assert.Equal(expected.GetProperty("top5").EnumerateArray().SelectMany(r => r.EnumerateArray()).Select(v => v.GetInt64()), logits.topk(5).indexes.flatten().data<long>().ToArray());
        var features = classifier.Backbone.Features(new(images));
        VisionReference.AssertRelative(expected.GetProperty("features_mean_pooled_first16"), features.narrow(1, 0, 16), Tolerance, "features");
        var loss = nn.functional.cross_entropy(logits, tensor([3L, 7]));
        VisionReference.AssertRelative(expected.GetProperty("loss_labels_3_7"), loss, Tolerance, "loss");
        loss.backward();
        AssertGradients(expected, classifier);
        AssertStages(expected, classifier.Backbone, images);
    }

    private static void AssertGradients(JsonElement expected, ImageClassifier classifier)
    {
        var found = classifier.Backbone.named_parameters().ToDictionary(p => p.name, p => p.parameter);
        foreach (var (name, parameter) in classifier.Model.Head.named_parameters()) found[name.Replace("classifier.", "_fc.")] = parameter;
        foreach (var norm in expected.GetProperty("grad_norms").EnumerateObject())
            VisionReference.AssertRelative(norm.Value, found[norm.Name].grad!.norm(), Tolerance, $"gradient of {norm.Name}");
    }

    // The reference counts blocks; a stage ends with block 0, 2, 4, 7, 10, 14, 15.
    private static void AssertStages(JsonElement expected, ImageBackbone backbone, Tensor images)
    {
        foreach (var (stage, block) in new[] { 0, 2, 4, 7, 10, 14, 15 }.Index())
        {
            var record = expected.GetProperty("stages").GetProperty($"block{block}");
            var map = backbone.StageOutput(images, $"layer{stage + 1}");
            Assert.Equal(record.GetProperty("shape").EnumerateArray().Select(s => s.GetInt64()), map.shape);
            VisionReference.AssertRelative(record.GetProperty("norm"), map.norm(), Tolerance, $"norm of block {block}");
            VisionReference.AssertRelative(record.GetProperty("first4"), map.flatten().narrow(0, 0, 4), Tolerance, $"values of block {block}");
        }
    }
}
