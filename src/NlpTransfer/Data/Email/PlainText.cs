using System.Text;

namespace NlpTransfer.Data;

/// <summary>Small repairs of plain text bodies.</summary>
internal static class PlainText
{
    /// <summary>Line ends as '\n', no control characters, no white space at either end.</summary>
    public static string Tidy(string text)
    {
        var tidy = new StringBuilder(text.Length);
        foreach (var c in text.ReplaceLineEndings("\n"))
            if (c is '\n' or '\t' || !char.IsControl(c)) tidy.Append(c);
        return tidy.ToString().Trim();
    }

    /// <summary>The text without files that were put into it by uuencode.</summary>
    public static string WithoutUuencoded(string text)
    {
        if (!text.Contains("begin ", StringComparison.Ordinal)) return text;
        var kept = new List<string>();
        var lines = text.Split('\n');
        for (var i = 0; i < lines.Length; i++)
        {
            var end = Uuencoding.IsBegin(lines[i]) ? Uuencoding.FindEnd(lines, i) : -1;
            if (end < 0) kept.Add(lines[i]);
            else i = end;
        }
        return string.Join('\n', kept);
    }
}
