using System.Text.Json;
using static TorchSharp.torch;

namespace TorchSharp.Tests.NN;

/// <summary>What libtorch's own C++ modules give; see <c>tests/fixtures/torch-nn/generate.cpp</c>.</summary>
internal sealed class ReferenceValues
{
    internal const double Tolerance = 2e-5;

    private readonly JsonElement root;

    private ReferenceValues(JsonElement root) => this.root = root;

    internal static ReferenceValues Recorded { get; } = Read();

    internal double[] Values(string name) => Numbers(root.GetProperty(name).GetProperty("values"));

    internal double[][] Outputs(string module) => [.. root.GetProperty(module).GetProperty("outputs").EnumerateArray().Select(Numbers)];

    internal IReadOnlyList<(string Name, double[] Values)> Parameters(string module) => Named(module, "parameters");

    internal IReadOnlyList<(string Name, double[] Values)> Gradients(string module) => Named(module, "gradients");

    /// <summary>The generator's inputs: sin(0.7 i + phase) in the given shape.</summary>
    internal static Tensor Wave(double phase, params long[] shape) =>
        sin((arange(shape.Aggregate(1L, (a, b) => a * b), ScalarType.Float64) * 0.7) + phase).to(ScalarType.Float32).view(shape);

    internal static void AssertClose(string what, double[] expected, Tensor actual)
    {
        using Tensor wide = actual.detach().to(ScalarType.Float64).contiguous();
        double[] found = wide.data<double>().ToArray();
        Assert.True(expected.Length == found.Length, $"{what}: expected {expected.Length} values, found {found.Length}");
        for (int i = 0; i < found.Length; i++)
            Assert.True(Math.Abs(expected[i] - found[i]) <= Tolerance * Math.Max(1, Math.Abs(expected[i])), $"{what}[{i}]: expected {expected[i]}, found {found[i]}");
    }

    private static ReferenceValues Read()
    {
        DirectoryInfo? folder = new(AppContext.BaseDirectory);
        string Path() => System.IO.Path.Combine(folder!.FullName, "tests", "fixtures", "torch-nn", "expected.json");
        while (folder is not null && !File.Exists(Path())) folder = folder.Parent;
        Assert.True(folder is not null, $"No folder above {AppContext.BaseDirectory} holds tests/fixtures/torch-nn/expected.json.");
        using JsonDocument document = JsonDocument.Parse(File.ReadAllText(Path()));
        return new ReferenceValues(document.RootElement.Clone());
    }

    private List<(string Name, double[] Values)> Named(string module, string what) =>
        [.. root.GetProperty(module).GetProperty(what).EnumerateObject().Select(p => (p.Name, Numbers(p.Value)))];

    private static double[] Numbers(JsonElement list) => [.. list.EnumerateArray().Select(n => n.GetDouble())];
}
