using NlpTransfer.Classifiers;
using NlpTransfer.Data;
using NlpTransfer.Tests.Data;

namespace NlpTransfer.Tests.Classifiers.Images;

/// <summary>Real CIFAR-10 networks on real pictures (JPEG copies, which cost them about ten points).</summary>
public sealed class CifarTests(ITestOutputHelper output)
{
    [Theory]
    [InlineData("resnet20-cifar", "resnet20-12fca82f.th", 0.80)]
    [InlineData("resnet56-cifar", "resnet56-4bfd9763.th", 0.82)]
    public void Evaluate_PublishedWeights_ReachesTheirAccuracy(string network, string file, double least)
    {
        var weights = TestFiles.SharedData($"resnet-cifar10/{file}");
        using var pictures = CifarPictures.Extract();
        var data = ImageDataset.Load(pictures.Root, new() { CheckFiles = false }, TestContext.Current.CancellationToken);
        using var classifier = ImageClassifier.FromPretrained($"{network}:{weights}", data.LabelNames);
        Assert.Equal("The head for 10 classes is kept as it is.", Assert.Single(classifier.Remarks));
        var metrics = classifier.Evaluate(data, TestContext.Current.CancellationToken);
        output.WriteLine(FormattableString.Invariant($"{network}: {metrics.Accuracy:F4} on {metrics.N} pictures"));
        Assert.True(metrics.Accuracy >= least, $"{network}: accuracy {metrics.Accuracy} on {metrics.N}");
    }
}
