using System.Globalization;

namespace NlpTransfer.Backbones;

/// <summary>Layers named by their depth, so that one setting serves encoders of any number of layers: <c>last</c>, or a part such as <c>2/3</c>.</summary>
internal static class LayerDepth
{
    /// <summary>The layer's own name; what is no depth is returned as it is.</summary>
    /// <param name="layers">Names, bottom to top.</param>
    public static string Name(string depth, IReadOnlyList<string> layers)
    {
        if (depth == "last") return layers[^1];
        return depth.Split('/') is [var part, var whole] && Number(part) is { } p && Number(whole) is { } w && p <= w
            ? layers[Math.Max(0, (layers.Count * p / w) - 1)]
            : depth;
    }

    private static int? Number(string text) => int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number is > 0 and < 1000 ? number : null;
}
