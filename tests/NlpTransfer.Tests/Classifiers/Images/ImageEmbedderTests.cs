using NlpTransfer.Backbones;
using NlpTransfer.Classifiers;
using NlpTransfer.Data;
using NlpTransfer.Tests.Data;
using TorchSharp;
using static TorchSharp.torch;

namespace NlpTransfer.Tests.Classifiers.Images;

public sealed class ImageEmbedderTests : IDisposable
{
    private readonly TempFolder folder = new();
    private readonly DisposeScope scope = NewDisposeScope();

    public void Dispose()
    {
        scope.Dispose();
        folder.Dispose();
    }

    [Theory]
    [InlineData(null, 64)]
    [InlineData("layer2", 32)]
    public void Embed_OfASavedClassifier_GivesTheFeaturesOfItsStage(string? stage, int size)
    {
        var pictures = SmallPictures.Squares(40, seed: 1); // more than a batch
        using var classifier = SmallPictures.Create();
        var saved = Path.Combine(folder.Root, "model");
        classifier.Save(saved);
        using var embedder = ImageEmbedder.Load(saved, new() { Backbone = new ImageBackboneOptions { TruncateAt = stage } });

        var vectors = embedder.Embed(pictures);

        Assert.Equal((size, pictures.Count), (embedder.Dimension, vectors.Count));
        var groups = classifier.Model.GroupNames.ToList().IndexOf(stage ?? "layer3") + 1;
        var input = classifier.Input(pictures).Collate([.. Enumerable.Range(0, pictures.Count)], CPU);
        using var guard = no_grad();
        var states = classifier.Backbone.Forward(input, 0, groups).Values; // (B, C, H, W), or features at the top
        var expected = states.dim() == 4 ? states.mean([2, 3]) : states;
        Assert.True((expected - tensor(vectors.SelectMany(v => v).ToArray(), [pictures.Count, size])).abs().max().ToSingle() < 1e-5);
    }

    [Fact]
    public void Embed_OfAFolder_SaysWhatToDo()
    {
        using var embedder = ImageEmbedder.Load($"resnet20-cifar:{SmallPictures.SaveWeights(folder)}");
        var fault = Assert.Throws<ImageException>(() => embedder.Embed(ImageDataset.FromFiles([folder.Root])));
        Assert.Contains("found a folder; name its files", fault.Message);
    }
}
