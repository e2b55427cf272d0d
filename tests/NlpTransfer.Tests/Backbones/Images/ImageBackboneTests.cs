using NlpTransfer.Backbones;
using NlpTransfer.Checkpoints;
using TorchSharp;
using static TorchSharp.torch;

namespace NlpTransfer.Tests.Backbones.Images;

public sealed class ImageBackboneTests : IDisposable
{
    private readonly DisposeScope scope = NewDisposeScope();

    public void Dispose() => scope.Dispose();

    // torchvision's counts with 1,000 classes; timm's for Xception; those of the published files for the CIFAR form.
    [Theory]
    [InlineData("resnet101", 44_549_160, 1000)]
    [InlineData("resnet152", 60_192_808, 1000)]
    [InlineData("xception", 22_855_952, 1000)]
    [InlineData("efficientnet-lite0", 4_652_008, 1000)]
    [InlineData("resnet20-cifar", 269_722, 10)]
    [InlineData("resnet56-cifar", 853_018, 10)]
    public void Parameters_WithTheUsualHead_AreAsManyAsPublished(string name, long expected, int classes)
    {
        var backbone = ImageArchitecture.ByName(name).Create();
        Assert.Equal(expected, backbone.parameters().Sum(p => p.numel()) + ((backbone.FeatureSize + 1) * classes));
    }

    [Theory]
    [InlineData("vgg11", 132_863_336)]
    [InlineData("vgg13_bn", 133_053_736)]
    [InlineData("vgg19_bn", 143_678_248)]
    public void Parameters_OfVggWithItsLinearLayers_AreAsManyAsPublished(string name, long expected)
    {
        var backbone = ImageArchitecture.ByName(name).Create(new() { KeepFullyConnected = 2 });
        Assert.Equal(expected, backbone.parameters().Sum(p => p.numel()) + (4097 * 1000));
        Assert.Equal(["stem", "layer1", "layer2", "layer3", "layer4", "fc1", "fc2"], backbone.LayerGroups.Select(g => g.Name));
    }

    [Theory]
    [InlineData(ImagePooling.Average, 32)]
    [InlineData(ImagePooling.Max, 32)]
    [InlineData(ImagePooling.Both, 64)]
    public void TruncateAt_AStage_EndsThereAndPools(ImagePooling pooling, long width)
    {
        var backbone = ImageArchitecture.ByName("resnet20-cifar").Create(new() { TruncateAt = "layer2", Pooling = pooling });
        backbone.eval();
        var images = rand(2, 3, 40, 28);
        var map = backbone.StageOutput(images, "layer2"); // (2, 32, 20, 14)
        Assert.Equal([2, 32, 20, 14], map.shape);
        var features = backbone.Features(new(images));
        Assert.Equal([2, width], features.shape);
        Assert.Equal(width, backbone.FeatureSize);
        var (mean, largest) = (map.flatten(2).mean([2L]), map.flatten(2).amax(2));
        var expected = pooling switch { ImagePooling.Average => mean, ImagePooling.Max => largest, _ => cat([mean, largest], 1) };
        Assert.True(allclose(expected, features, atol: 1e-6));
        Assert.Equal(["stem", "layer1", "layer2"], backbone.LayerGroups.Select(g => g.Name));
    }

    [Fact]
    public void Weights_OfColour_ForGreyInput_AreSummedOverTheColours()
    {
        var architecture = ImageArchitecture.ByName("resnet20-cifar");
        var (colour, grey) = (architecture.Create(), architecture.Create(new() { InputChannels = 1 }));
        ImageWeights.From(colour.state_dict().ToDictionary(t => "module." + t.Key, t => t.Value), architecture).LoadInto(grey, "test");
        colour.eval();
        grey.eval();
        var image = rand(1, 1, 32, 32);
        Assert.True(allclose(colour.Features(new(image.expand(1, 3, 32, 32))), grey.Features(new(image)), atol: 1e-5));
    }

    [Fact]
    public void Weights_OfAnotherNetwork_AreRefusedWithTheKeys()
    {
        var (small, large) = (ImageArchitecture.ByName("resnet20-cifar"), ImageArchitecture.ByName("resnet56-cifar"));
        var weights = ImageWeights.From(small.Create().state_dict(), large);
        var fault = Assert.Throws<StateDictException>(() => weights.LoadInto(large.Create(), "small.pth"));
        Assert.Contains("layer1.3.conv1.weight", fault.Message);
        Assert.Contains("small.pth", fault.Message);
    }

    [Fact]
    public void Options_WithFaults_AreRefusedAllAtOnce()
    {
        var fault = Assert.Throws<OptionsException>(() => ImageArchitecture.ByName("resnet18").Create(new() { InputChannels = 2, TruncateAt = "layr3", KeepFullyConnected = 1 }));
        Assert.Equal(4, fault.Faults.Count);
        Assert.Contains("Did you mean 'layer3'?", fault.Message);
    }

    [Fact]
    public void ByName_Unknown_NamesANearOne() =>
        Assert.Contains("Did you mean 'resnet18'?", Assert.Throws<ArgumentException>(() => ImageArchitecture.ByName("resnt18")).Message);
}
