using NlpTransfer.Backbones;
using NlpTransfer.Checkpoints;
using static TorchSharp.torch;

namespace NlpTransfer.Classifiers;

/// <summary>Reads an image network's published weights: torchvision's <c>.pth</c> and <c>.th</c> in both formats, timm's names, safetensors.</summary>
internal static class ImageWeightFile
{
    private static readonly (string[] Endings, string Name)[] Foreign =
    [
        ([".h5", ".hdf5", ".keras"], "a Keras file"), ([".ckpt", ".index", ".meta", ".pb", ".tflite"], "a TensorFlow file"), ([".onnx"], "an ONNX file"), ([".caffemodel"], "a Caffe file"),
    ];

    /// <summary>The caller owns the tensors.</summary>
    /// <exception cref="NotSupportedException">The file is of another program; the message says how to convert it.</exception>
    /// <exception cref="FileNotFoundException">There is no such file.</exception>
    public static ImageWeights Read(string path, ImageArchitecture architecture)
    {
        Refuse(path);
        using var file = WeightFile.Open(path);
        var tensors = file.Entries.Where(e => e.DataType is ScalarType.Float32 or ScalarType.Float16 or ScalarType.BFloat16 or ScalarType.Float64 or ScalarType.Int64)
            .ToDictionary(e => e.Name, e => file.Read(e.Name));
        return ImageWeights.From(tensors, architecture);
    }

    private static void Refuse(string path)
    {
        if (!File.Exists(path)) throw new FileNotFoundException($"There is no weight file '{path}'.", path);
        var kind = Foreign.FirstOrDefault(f => f.Endings.Contains(Path.GetExtension(path), StringComparer.OrdinalIgnoreCase) || StartsAsHdf5(path) && f.Endings.Contains(".h5")).Name;
        if (kind is not null)
            throw new NotSupportedException($"{path} is {kind}, which this program does not read. Load it where it was made, write its tensors under torchvision's names with torch.save or safetensors, and name that file.");
    }

    private static bool StartsAsHdf5(string path)
    {
        using var file = File.OpenRead(path);
        Span<byte> head = stackalloc byte[4];
        return file.ReadAtLeast(head, head.Length, throwOnEndOfStream: false) == head.Length && head.SequenceEqual((ReadOnlySpan<byte>)[0x89, (byte)'H', (byte)'D', (byte)'F']);
    }
}
