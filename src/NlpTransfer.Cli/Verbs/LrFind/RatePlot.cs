using System.Globalization;
using System.Text;
using NlpTransfer.Training;

namespace NlpTransfer.Cli.Verbs.LrFind;

/// <summary>A range test's smoothed losses over the logarithm of the rate, in letters and as SVG.</summary>
internal static class RatePlot
{
    private const int Rows = 14, Margin = 9, SvgWidth = 640, SvgHeight = 360, SvgMargin = 50;

    /// <summary>For a terminal of so many columns.</summary>
    public static string Text(RateCurve curve, int width)
    {
        int columns = Math.Max(10, width - Margin - 1);
        char[][] grid = [.. Enumerable.Range(0, Rows).Select(_ => Enumerable.Repeat(' ', columns).ToArray())];
        foreach (var point in curve.Points)
            grid[(int)Math.Round((1 - Height(curve, point)) * (Rows - 1))][(int)Math.Round(Place(curve, point.Rate) * (columns - 1))] = point.Rate == curve.Steepest ? 'o' : '.';
        var text = new StringBuilder();
        for (int row = 0; row < Rows; row++)
            text.Append(Label(curve, row).PadLeft(Margin - 2)).Append(" |").Append(new string(grid[row]).TrimEnd()).Append('\n');
        string first = Rate(curve.Points[0].Rate), last = Rate(curve.Points[^1].Rate);
        return text.Append(' ', Margin - 1).Append('+').Append('-', columns).Append('\n')
            .Append(' ', Margin).Append(first).Append(last.PadLeft(columns - first.Length)).Append('\n').ToString();
    }

    /// <summary>A picture that needs nothing else.</summary>
    public static string Svg(RateCurve curve)
    {
        string points = string.Join(' ', curve.Points.Select(p => $"{X(curve, p.Rate)},{Y(curve, p)}"));
        var best = curve.Points.First(p => p.Rate == curve.Steepest);
        var (low, high) = Bounds(curve);
        return string.Create(CultureInfo.InvariantCulture, $"""
            <svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {SvgWidth} {SvgHeight}" font-family="sans-serif" font-size="12">
              <title>Loss over learning rate</title>
              <rect width="100%" height="100%" fill="white"/>
              <path d="M{SvgMargin},{SvgMargin / 2} V{SvgHeight - SvgMargin} H{SvgWidth - (SvgMargin / 2)}" fill="none" stroke="black"/>
              <polyline points="{points}" fill="none" stroke="#1f77b4" stroke-width="2"/>
              <circle cx="{X(curve, best.Rate)}" cy="{Y(curve, best)}" r="5" fill="#d62728"/>
              <text x="{X(curve, best.Rate)}" y="{Y(curve, best)}" dx="8" dy="-6" fill="#d62728">falls fastest at {Rate(best.Rate)}</text>
              <text x="{SvgMargin - 6}" y="{SvgMargin / 2}" dy="4" text-anchor="end">{high:0.00}</text>
              <text x="{SvgMargin - 6}" y="{SvgHeight - SvgMargin}" text-anchor="end">{low:0.00}</text>
              <text x="{SvgMargin}" y="{SvgHeight - SvgMargin + 18}">{Rate(curve.Points[0].Rate)}</text>
              <text x="{SvgWidth - (SvgMargin / 2)}" y="{SvgHeight - SvgMargin + 18}" text-anchor="end">{Rate(curve.Points[^1].Rate)}</text>
              <text x="{SvgWidth / 2}" y="{SvgHeight - 12}" text-anchor="middle">learning rate</text>
            </svg>

            """);
    }

    private static string Rate(double rate) => rate.ToString("0.0e+0", CultureInfo.InvariantCulture);

    private static string Label(RateCurve curve, int row)
    {
        var (low, high) = Bounds(curve);
        return row is 0 or Rows - 1 ? (row == 0 ? high : low).ToString("0.000", CultureInfo.InvariantCulture) : "";
    }

    private static (double Low, double High) Bounds(RateCurve curve) => (curve.Points.Min(p => p.Smoothed), curve.Points.Max(p => p.Smoothed));

    private static double Height(RateCurve curve, RatePoint point)
    {
        var (low, high) = Bounds(curve);
        return high == low ? 0.5 : (point.Smoothed - low) / (high - low);
    }

    private static double Place(RateCurve curve, double rate) =>
        curve.Points.Count == 1 ? 0 : Math.Log(rate / curve.Points[0].Rate) / Math.Log(curve.Points[^1].Rate / curve.Points[0].Rate);

    private static string X(RateCurve curve, double rate) => (SvgMargin + (Place(curve, rate) * (SvgWidth - (1.5 * SvgMargin)))).ToString("0.#", CultureInfo.InvariantCulture);

    private static string Y(RateCurve curve, RatePoint point) => (SvgHeight - SvgMargin - (Height(curve, point) * (SvgHeight - (1.5 * SvgMargin)))).ToString("0.#", CultureInfo.InvariantCulture);
}
