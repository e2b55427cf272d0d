using System.Text;

namespace NlpTransfer.Experiments;

/// <summary>Lines over an axis.</summary>
/// <param name="Title">What a screen reader says.</param>
/// <param name="XLabel">Below the axis.</param>
internal sealed record Chart(string Title, string XLabel)
{
    private const double Width = 680, Height = 260, Left = 58, Right = 14, Top = 12, Bottom = 42;
    private const int MostPoints = 400, Ticks = 5;
    private const double FewPoints = 25;

    /// <summary>From 0 to 1, for shares.</summary>
    public bool IsShare { get; init; }

    /// <summary>Whether equal factors are equally far apart on the horizontal axis.</summary>
    public bool IsLogarithmicX { get; init; }

    /// <summary>A place on the horizontal axis that is marked, with its words.</summary>
    public (double X, string Says)? Mark { get; init; }

    /// <summary>The picture and its legend; empty when no series has a point.</summary>
    public string Draw(params (string Name, IReadOnlyList<(double X, double Y)> Points)[] series) => Drawing(series) is { Length: > 0 } svg ? svg + Markup.Legend(series.Where(s => s.Points.Count > 0).Select(s => s.Name)) : "";

    /// <summary>A file of its own, with the names of the lines in it.</summary>
    public string Standalone(params (string Name, IReadOnlyList<(double X, double Y)> Points)[] series)
    {
        var names = string.Concat(series.Select((s, i) => $"<g class=\"k{i}\">{Markup.Box(Left + 10 + (i * 150), Top + 2, 18, 4, "key")}</g>{Markup.Text(Left + 34 + (i * 150), Top + 9, s.Name, "start")}"));
        return Drawing(series).Replace("</title>", $"</title><style>{ReportPage.Colours}{ReportPage.Pictures}svg{{background:var(--bg)}}</style>", StringComparison.Ordinal).Replace("</svg>", $"{names}</svg>", StringComparison.Ordinal);
    }

    private string Drawing((string Name, IReadOnlyList<(double X, double Y)> Points)[] series)
    {
        var drawn = series.Select(s => (s.Name, Points: Thinned([.. s.Points.Where(p => double.IsFinite(p.X) && double.IsFinite(p.Y))]))).Where(s => s.Points.Count > 0).ToList();
        if (drawn.Count == 0) return "";
        var all = drawn.SelectMany(s => s.Points).ToList();
        var x = new Axis(all.Min(p => p.X), all.Max(p => p.X), Left, Width - Right, IsLogarithmicX);
        var (low, high) = IsShare ? (0, 1) : Axis.Padded(all.Min(p => p.Y), all.Max(p => p.Y));
        var y = new Axis(low, high, Height - Bottom, Top);
        var svg = new StringBuilder();
        foreach (var tick in y.Ticks(Ticks)) svg.Append(Markup.Line(Left, y.At(tick), Width - Right, y.At(tick), "grid")).Append(Markup.Text(Left - 8, y.At(tick) + 4, Axis.Text(tick), "end"));
        foreach (var tick in IsLogarithmicX ? [.. all.Select(p => p.X).Distinct()] : x.Ticks(Ticks)) svg.Append(Markup.Text(x.At(tick), Height - Bottom + 18, Axis.Text(tick)));
        svg.Append(Markup.Text((Left + Width - Right) / 2, Height - 6, XLabel, style: "label"));
        if (Mark is { } mark) svg.Append(Markup.Line(x.At(mark.X), Top, x.At(mark.X), Height - Bottom, "mark")).Append(Markup.Text(x.At(mark.X) + (mark.X > (x.Low + x.High) / 2 ? -6 : 6), Top + 12, mark.Says, mark.X > (x.Low + x.High) / 2 ? "end" : "start"));
        foreach (var (i, (name, points)) in drawn.Index()) svg.Append(Series(i, name, points, x, y));
        return Markup.Svg(Width, Height, Title, svg.ToString());
    }

    private static string Series(int number, string name, IReadOnlyList<(double X, double Y)> points, Axis x, Axis y)
    {
        var line = $"<polyline class=\"s{number}\" points=\"{string.Join(' ', points.Select(p => $"{Markup.At(x.At(p.X))},{Markup.At(y.At(p.Y))}"))}\"/>";
        return points.Count > FewPoints ? line : line + string.Concat(points.Select(p =>
            $"<circle class=\"d{number}\" cx=\"{Markup.At(x.At(p.X))}\" cy=\"{Markup.At(y.At(p.Y))}\" r=\"3\"><title>{Markup.Escape($"{name}: {Axis.Text(p.Y)} at {Axis.Text(p.X)}")}</title></circle>"));
    }

    // Neighbours become their mean: a picture has no room for ten thousand steps.
    private static IReadOnlyList<(double X, double Y)> Thinned((double X, double Y)[] points) => points.Length <= MostPoints
        ? points
        : [.. points.Chunk((points.Length + MostPoints - 1) / MostPoints).Select(c => (c[^1].X, c.Average(p => p.Y)))];
}
