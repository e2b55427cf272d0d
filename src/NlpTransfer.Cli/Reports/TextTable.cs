using System.Text;

namespace NlpTransfer.Cli.Reports;

/// <summary>Columns of letters, for standard output: the first to the left, figures to the right, two spaces between.</summary>
internal static class TextTable
{
    /// <summary>The lines of the table.</summary>
    public static string Of(string[] heads, IEnumerable<string[]> rows)
    {
        string[][] all = [heads, .. rows];
        int[] widths = [.. heads.Select((_, column) => all.Max(row => row[column].Length))];
        var text = new StringBuilder();
        foreach (string[] row in all)
            text.Append(string.Join("  ", row.Select((cell, column) => column == 0 ? cell.PadRight(widths[0]) : cell.PadLeft(widths[column]))).TrimEnd()).Append('\n');
        return text.ToString();
    }
}
