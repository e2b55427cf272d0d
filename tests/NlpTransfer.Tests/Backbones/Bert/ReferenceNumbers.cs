using System.Text.Json;
using NlpTransfer.Tests.Data;
using static TorchSharp.torch;

namespace NlpTransfer.Tests.Backbones.Bert;

/// <summary>Recorded numbers against tensors, element by element.</summary>
internal static class ReferenceNumbers
{
    public static JsonElement Read(params string[] fixture) => JsonDocument.Parse(File.ReadAllText(TestFiles.Fixture(Path.Combine(fixture)))).RootElement;

    public static void AssertClose(JsonElement reference, Tensor found, double tolerance)
    {
        var numbers = Flatten(reference).ToArray();
        var values = found.detach().contiguous().data<float>().ToArray();
        Assert.Equal(numbers.Length, values.Length);
        for (var i = 0; i < numbers.Length; i++) Assert.True(Math.Abs(numbers[i] - values[i]) <= tolerance, $"element {i}: expected {numbers[i]}, found {values[i]}");
    }

    private static IEnumerable<double> Flatten(JsonElement element) =>
        element.ValueKind == JsonValueKind.Array ? element.EnumerateArray().SelectMany(Flatten) : [element.GetDouble()];
}
