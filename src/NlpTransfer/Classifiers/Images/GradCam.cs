using NlpTransfer.Backbones;
using NlpTransfer.Data;
using TorchSharp;
using static TorchSharp.torch;

namespace NlpTransfer.Classifiers;

/// <summary>Grad-CAM (Selvaraju et al. 2017): the top feature map, its channels weighted by how much each moves the label's logit.</summary>
internal static class GradCam
{
    private const double Strength = 0.6;

    /// <summary>For every place of the input, 0 to 1, row by row; all zeros where nothing speaks for the label.</summary>
    public static float[] Heat(ImageClassifier classifier, ImageContent content, int? label)
    {
        using var scope = NewDisposeScope();
        using var data = new ImageData(ImageDataset.Create([new ImageExample(content, null, new ExampleSource("(memory)", 1))]), new ImagePreprocessor(classifier.Preprocessing));
        var top = TopMap(classifier.Backbone, data.Collate([0], classifier.Device).Values);
        var map = top.Values; // (1, C, H, W)
        map.requires_grad = true;
        var logits = classifier.Model.Head.call(classifier.Backbone.FeaturesOf(top)); // (1, classes)
        var score = logits[0, label ?? (int)logits.argmax(1).ToInt64()];
        var gradient = autograd.grad([score], [map])[0]; // (1, C, H, W)
        using var guard = no_grad();
        var heat = nn.functional.relu((map * gradient.mean([2L, 3L], keepdim: true)).sum(1L, keepdim: true)); // (1, 1, H, W)
        long size = classifier.Preprocessing.Size;
        var grown = nn.functional.interpolate(heat, [size, size], mode: InterpolationMode.Bilinear, align_corners: false);
        var largest = grown.max().ToSingle();
        return (largest > 0 ? grown / largest : grown).cpu().contiguous().data<float>().ToArray();
    }

    /// <summary>Colours a square picture: the hotter a place, the more of a colour from blue over green to red.</summary>
    public static void Overlay(PixelBuffer picture, ReadOnlySpan<float> heat)
    {
        var pixels = picture.Pixels;
        for (var i = 0; i < heat.Length; i++)
        {
            var share = Strength * heat[i];
            Blend(ref pixels[3 * i], 255 * Math.Clamp((2 * heat[i]) - 1, 0, 1), share);
            Blend(ref pixels[(3 * i) + 1], 255 * (1 - Math.Abs((2 * heat[i]) - 1)), share);
            Blend(ref pixels[(3 * i) + 2], 255 * Math.Clamp(1 - (2 * heat[i]), 0, 1), share);
        }
    }

    private static Activations TopMap(ImageBackbone backbone, Tensor images)
    {
        using var guard = no_grad();
        return backbone.TopMap(images);
    }

    private static void Blend(ref byte value, double colour, double share) => value = ColourOperations.Byte(value + ((colour - value) * share));
}
