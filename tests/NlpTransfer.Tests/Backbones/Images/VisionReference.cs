using System.Text;
using System.Text.Json;
using NlpTransfer.Backbones;
using NlpTransfer.Heads;
using NlpTransfer.Tests.Backbones.Bert;
using static TorchSharp.torch;

namespace NlpTransfer.Tests.Backbones.Images;

/// <summary>The recorded numbers of torchvision's networks, and their weights, which follow a formula.</summary>
internal static class VisionReference
{
    public static JsonElement Of(string name) => ReferenceNumbers.Read("vision", "expected.json").GetProperty(name);

    /// <summary><c>(2, 3, S, S)</c>.</summary>
    public static Tensor Images(int size)
    {
        var values = Enumerable.Range(0, 2 * 3 * size * size).Select(i => (float)(Math.Sin(0.013 * i) + (0.5 * Math.Cos(0.0007 * i)))).ToArray();
        return tensor(values, [2, 3, size, size]);
    }

    /// <summary>A network with its ImageNet head, every weight by the formula.</summary>
    public static ClassificationModel Model(string name)
    {
        var architecture = ImageArchitecture.ByName(name);
        var backbone = architecture.Create(new() { KeepFullyConnected = name.StartsWith("vgg", StringComparison.Ordinal) ? 2 : 0 });
        var head = new Head(backbone.FeatureSize, 1000, new() { Dropout = 0 });
        var norms = backbone.named_modules().Where(m => m.module is TorchSharp.Modules.BatchNorm2d).Select(m => m.name).ToHashSet();
        using var guard = no_grad();
        foreach (var (key, value) in backbone.state_dict()) Fill(key, value, norms);
        foreach (var (key, value) in head.state_dict()) Fill(key.Replace("classifier.", architecture.HeadKeys[0]), value, norms);
        var model = new ClassificationModel(backbone, head);
        model.eval();
        return model;
    }

    private static void Fill(string key, Tensor value, HashSet<string> norms)
    {
        if (key.EndsWith("num_batches_tracked", StringComparison.Ordinal)) return;
        var phase = Encoding.UTF8.GetBytes(key).Sum(b => b) % 97;
        var (module, leaf) = (key[..key.LastIndexOf('.')], key[(key.LastIndexOf('.') + 1)..]);
        var fanIn = value.shape.Skip(1).Aggregate(1L, (a, b) => a * b);
        Func<double, double> formula = (norms.Contains(module), leaf) switch
        {
            (true, "weight") => s => 1 + (0.1 * s),
            (true, "running_var") => s => 1 + (0.5 * Math.Abs(s)),
            (true, _) => s => 0.1 * s,
            (_, "bias") => s => 0.05 * s,
            _ => s => Math.Sqrt(2.0 / fanIn) * s,
        };
        var numbers = new float[value.numel()];
        for (var i = 0; i < numbers.Length; i++) numbers[i] = (float)formula(Math.Sin((0.37 * i) + phase));
        value.copy_(tensor(numbers, value.shape));
    }

    /// <summary>Within a part of the reference's largest number, since small ones are differences of large ones.</summary>
    public static void AssertRelative(JsonElement expected, Tensor found, double tolerance, string what)
    {
        var numbers = expected.ValueKind == JsonValueKind.Number ? [expected.GetDouble()] : Flatten(expected).ToArray();
        var values = found.detach().contiguous().data<float>().ToArray();
        Assert.Equal(numbers.Length, values.Length);
        var scale = numbers.Max(Math.Abs);
        for (var i = 0; i < numbers.Length; i++)
            Assert.True(Math.Abs(numbers[i] - values[i]) <= tolerance * scale, $"{what}, element {i}: expected {numbers[i]}, found {values[i]}");
    }

    private static IEnumerable<double> Flatten(JsonElement element) =>
        element.ValueKind == JsonValueKind.Array ? element.EnumerateArray().SelectMany(Flatten) : [element.GetDouble()];
}
