using NlpTransfer.Classifiers;
using NlpTransfer.Data;
using NlpTransfer.Tests.Data;
using TorchSharp;
using static TorchSharp.torch;

namespace NlpTransfer.Tests.Classifiers.Images;

public class GradCamTests
{
    // The network is made to see one thing: brightness, which speaks for the second class.
    [Fact]
    public void Heat_OfANetworkThatSeesBrightness_IsWhereThePictureIsBright()
    {
        using var classifier = ImageClassifier.Create("resnet20-cifar", ["dark", "light"], new() { Size = 32, Backbone = new() { TruncateAt = "stem" } });
        SeeBrightness(classifier);
        var heat = GradCam.Heat(classifier, HalfBright(), label: 1);
        Assert.Equal(32 * 32, heat.Length);
        Assert.All(Enumerable.Range(0, 32), row => Assert.True(heat[(row * 32) + 4] < 0.05 && heat[(row * 32) + 28] > 0.95));
        Assert.All(GradCam.Heat(classifier, HalfBright(), label: 0), value => Assert.Equal(0, value)); // nothing speaks for darkness
    }

    [Fact]
    public void Explain_WritesThePictureWithRedWhereItSpoke()
    {
        using var folder = new TempFolder();
        using var classifier = ImageClassifier.Create("resnet20-cifar", ["dark", "light"], new() { Size = 32, Backbone = new() { TruncateAt = "stem" } });
        SeeBrightness(classifier);
        var path = Path.Combine(folder.Root, "why", "picture.png");
        classifier.Explain(HalfBright(), path, "light");
        using var written = ImageDecoder.DecodeWithin(File.ReadAllBytes(path), path, 32, 10_000);
        int[] At(int x) => [.. written.Pixels.Slice(((16 * 32) + x) * 3, 3).ToArray().Select(v => (int)v)];
        Assert.Equal((32, 32), (written.Width, written.Height));
        Assert.True(At(4) is [< 30, < 30, < 30], "the dark half is as it was");
        Assert.True(At(28) is [> 200, < 150, < 150], "the bright half is red");
        Assert.Contains("Did you mean 'light'?", Assert.Throws<ArgumentException>(() => classifier.Explain(HalfBright(), path, "ligth")).Message);
    }

    [Fact]
    public void WorstMistakes_ComeWorstFirstAndOntoOneSheet()
    {
        using var folder = new TempFolder();
        using var classifier = ImageClassifier.Create("resnet20-cifar", ["dark", "light"], new() { Size = 32, Backbone = new() { TruncateAt = "stem" } });
        SeeBrightness(classifier);
        GreyPixels Grey(byte value) => new(Enumerable.Repeat(value, 32 * 32).ToArray(), 32, 32);
        var data = ImageDataset.Create(new[] { (200, "dark"), (200, "light"), (250, "dark"), (220, "dark") }.Select((p, i) => new ImageExample(Grey((byte)p.Item1), p.Item2, new ExampleSource("memory", i))));
        var mistakes = classifier.WorstMistakes(data);
        Assert.Equal([2, 3, 0], mistakes.Select(m => m.Example.Source.Row));
        var path = Path.Combine(folder.Root, "sheet.png");
        classifier.WriteContactSheet(mistakes.Select(m => m.Example.Content), path);
        using var sheet = ImageDecoder.DecodeWithin(File.ReadAllBytes(path), path, 1000, 1_000_000);
        Assert.Equal((2 * 36) + 4, sheet.Width);
        int Red(int x, int y) => sheet.Pixels[((y * sheet.Width) + x) * 3];
        Assert.Equal([250, 220, 200, 255], new[] { Red(20, 20), Red(56, 20), Red(20, 56), Red(56, 56) });
    }

    private static GreyPixels HalfBright() => new(Enumerable.Range(0, 32 * 32).Select(i => (byte)(i % 32 < 16 ? 10 : 220)).ToArray(), 32, 32);

    // One channel of the stem passes the middle of each 3 x 3 window on, the head reads that channel for "light".
    private static void SeeBrightness(ImageClassifier classifier)
    {
        using var guard = no_grad();
        using var scope = NewDisposeScope();
        var state = classifier.Backbone.state_dict();
        state["conv1.weight"].zero_();
        state["conv1.weight"][0, 0, 1, 1] = tensor(1f);
        var head = classifier.Model.Head.state_dict();
        head["classifier.weight"].zero_();
        head["classifier.weight"][1, 0] = tensor(1f);
    }
}
