using System.Globalization;
using System.Net;
using System.Text;

namespace NlpTransfer.Experiments;

/// <summary>Pieces of HTML and SVG; every text that is not ours goes through <see cref="Escape"/>.</summary>
internal static class Markup
{
    /// <summary>A text as it may stand between tags and in quoted attributes.</summary>
    public static string Escape(string? text) => WebUtility.HtmlEncode(new string([.. (text ?? "").Select(c => c < ' ' && c is not '\n' and not '\t' || c is '\uFFFE' or '\uFFFF' ? '\uFFFD' : c)]));

    /// <summary>A number for people, with a point whatever the locale.</summary>
    public static string Number(double? value, string format = "0.0000") => value is { } number && double.IsFinite(number) ? number.ToString(format, CultureInfo.InvariantCulture) : "–";

    /// <summary>A coordinate.</summary>
    public static string At(double value) => Math.Round(value, 1).ToString(CultureInfo.InvariantCulture);

    /// <summary>A text that is shortened to so many characters.</summary>
    public static string Short(string text, int most) => text.Length <= most ? text : $"{text[..(most - 1)]}…";

    /// <summary>A table; the first column is text, the others are numbers unless <paramref name="texts"/>. Cells are escaped here.</summary>
    public static string Table(IEnumerable<string> heads, IEnumerable<IEnumerable<string>> rows, bool texts = false)
    {
        var html = new StringBuilder(texts ? "<div class=\"wide\"><table class=\"texts\">" : "<div class=\"wide\"><table>");
        html.Append("<tr>").AppendJoin("", heads.Select(h => $"<th scope=\"col\">{Escape(h)}</th>")).Append("</tr>\n");
        foreach (var row in rows) html.Append("<tr>").AppendJoin("", row.Select(c => $"<td>{Escape(c)}</td>")).Append("</tr>\n");
        return html.Append("</table></div>\n").ToString();
    }

    /// <summary>A picture; <paramref name="title"/> is what a screen reader says.</summary>
    public static string Svg(double width, double height, string title, string content) =>
        $"<svg viewBox=\"0 0 {At(width)} {At(height)}\" style=\"max-width:{At(width)}px\" role=\"img\" xmlns=\"http://www.w3.org/2000/svg\"><title>{Escape(title)}</title>{content}</svg>\n";

    /// <summary>A text in a picture.</summary>
    /// <param name="anchor">start, middle or end.</param>
    public static string Text(double x, double y, string text, string anchor = "middle", string style = "") =>
        $"<text x=\"{At(x)}\" y=\"{At(y)}\" text-anchor=\"{anchor}\"{(style.Length > 0 ? $" class=\"{style}\"" : "")}>{Escape(text)}</text>";

    public static string Line(double x1, double y1, double x2, double y2, string style) => $"<line x1=\"{At(x1)}\" y1=\"{At(y1)}\" x2=\"{At(x2)}\" y2=\"{At(y2)}\" class=\"{style}\"/>";

    /// <summary>A rectangle with what it says when it is pointed at.</summary>
    public static string Box(double x, double y, double width, double height, string style, double opacity = 1, string? says = null) =>
        $"<rect x=\"{At(x)}\" y=\"{At(y)}\" width=\"{At(Math.Max(0, width))}\" height=\"{At(Math.Max(0, height))}\" class=\"{style}\"{(opacity < 1 ? $" fill-opacity=\"{Number(opacity, "0.###")}\"" : "")}>{(says is null ? "" : $"<title>{Escape(says)}</title>")}</rect>";

    /// <summary>What the colours mean.</summary>
    public static string Legend(IEnumerable<string> names) => $"<p class=\"legend\">{string.Concat(names.Select((name, i) => $"<span><i class=\"k{i}\"></i>{Escape(name)}</span>"))}</p>\n";
}
