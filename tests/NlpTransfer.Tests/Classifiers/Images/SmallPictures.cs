using NlpTransfer.Backbones;
using NlpTransfer.Checkpoints;
using NlpTransfer.Classifiers;
using NlpTransfer.Data;
using NlpTransfer.Tests.Data;

namespace NlpTransfer.Tests.Classifiers.Images;

/// <summary>Squares of 8 x 8 pixels and a small network over them.</summary>
internal static class SmallPictures
{
    public static readonly string[] Names = ["dark", "light"];

    /// <summary>Grey noise around a third or two thirds of the brightness.</summary>
    public static ImageDataset Squares(int count, int seed)
    {
        var random = new SeededRandom(seed);
        return ImageDataset.Create(Enumerable.Range(0, count).Select(i =>
        {
            var values = new byte[64];
            for (var p = 0; p < values.Length; p++) values[p] = (byte)((i % 2 == 0 ? 60 : 140) + random.NextInt(60));
            return new ImageExample(new GreyPixels(values, 8, 8), Names[i % 2], new ExampleSource("memory", i + 1));
        }), Names);
    }

    public static ImageClassifier Create() => ImageClassifier.Create("resnet20-cifar", Names, new() { Size = 8, Seed = 1 });

    /// <summary>Writes the weights of <see cref="Create"/> as training on several devices does, and names the file.</summary>
    public static string SaveWeights(TempFolder folder)
    {
        using var classifier = Create();
        var path = Path.Combine(folder.Root, "weights.safetensors");
        SafetensorsWriter.Write(path, ImageWeights.Named(classifier.Model).Select(t => KeyValuePair.Create("module." + t.Key, t.Value)));
        return path;
    }
}
