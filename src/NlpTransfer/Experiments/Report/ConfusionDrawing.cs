using System.Text;
using NlpTransfer.Training;

namespace NlpTransfer.Experiments;

/// <summary>What was taken for what.</summary>
internal static class ConfusionDrawing
{
    private const double Left = 130, Top = 92, Room = 560, WidestCell = 64, NarrowestCell = 22;
    private const int MostClasses = 24, LongestName = 18, LongestList = 20;

    public static string Html(ClassificationMetrics metrics)
    {
        string[] names = [.. metrics.PerClass.Keys];
        if (metrics.Confusion.Length == 0) return "<p>Texts with several labels have no confusion matrix; see every class below.</p>\n";
        return names.Length <= MostClasses ? Picture(names, metrics.Confusion) : Pairs(names, metrics.Confusion);
    }

    private static string Picture(string[] names, int[][] counts)
    {
        var cell = Math.Clamp(Room / names.Length, NarrowestCell, WidestCell);
        var svg = new StringBuilder(Markup.Text(Left + (cell * names.Length / 2), 12, "predicted", style: "label"));
        for (var row = 0; row < names.Length; row++)
        {
            svg.Append(Markup.Text(Left - 8, Top + ((row + 0.5) * cell) + 4, Markup.Short(names[row], LongestName), "end"));
            var (x, y) = (Left + ((row + 0.5) * cell) + 4, Top - 6);
            svg.Append($"<text transform=\"translate({Markup.At(x)},{Markup.At(y)}) rotate(-40)\">{Markup.Escape(Markup.Short(names[row], LongestName))}</text>");
            for (var column = 0; column < names.Length; column++) svg.Append(Cell(names, counts, row, column, cell));
        }
        return Markup.Svg(Left + (cell * names.Length) + 60, Top + (cell * names.Length) + 4, "Confusion matrix: a row a true class, a column a predicted one", svg.ToString());
    }

    private static string Cell(string[] names, int[][] counts, int row, int column, double cell)
    {
        var share = counts[row][column] / (double)Math.Max(1, counts[row].Sum());
        var says = $"{counts[row][column]} of {counts[row].Sum()} of {names[row]} taken for {names[column]}";
        var (x, y) = (Left + (column * cell), Top + (row * cell));
        var box = Markup.Box(x + 0.5, y + 0.5, cell - 1, cell - 1, row == column ? "hit" : "miss", 0.06 + (0.84 * share), says);
        return counts[row][column] == 0 ? box : box + Markup.Text(x + (cell / 2), y + (cell / 2) + 4, $"{counts[row][column]}", style: share > 0.55 ? "onfill" : "");
    }

    private static string Pairs(string[] names, int[][] counts) => Markup.Table(["true", "predicted", "examples"], counts
        .SelectMany((row, truth) => row.Select((count, predicted) => (truth, predicted, count)))
        .Where(c => c.truth != c.predicted && c.count > 0).OrderByDescending(c => c.count).Take(LongestList)
        .Select(c => new[] { names[c.truth], names[c.predicted], $"{c.count}" }));
}
