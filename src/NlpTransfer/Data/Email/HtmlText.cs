using System.Text;

namespace NlpTransfer.Data;

/// <summary>
/// Text out of HTML: scripts, styles, comments and tags go, entities are decoded, block elements end the line, words that
/// tags or comments cut in two (<c>via&lt;!-- x --&gt;gra</c>) are whole again. Not a parser: mail holds every error, and none may stop it.
/// </summary>
internal static class HtmlText
{
    private static readonly HashSet<string> Skipped = new(StringComparer.OrdinalIgnoreCase) { "script", "style", "title" };

    private static readonly HashSet<string> Blocks = new(StringComparer.OrdinalIgnoreCase)
    {
        "address", "article", "blockquote", "body", "br", "center", "dd", "div", "dl", "dt", "fieldset", "footer", "form", "h1", "h2", "h3", "h4", "h5", "h6",
        "head", "header", "hr", "html", "li", "marquee", "menu", "ol", "option", "p", "pre", "section", "select", "table", "tr", "ul",
    };

    private static readonly HashSet<string> Cells = new(StringComparer.OrdinalIgnoreCase) { "td", "th", "input", "img" };

    private static readonly string[] Openings = ["<html", "<!doctype", "<head", "<body"];

    /// <summary>Whether text that was called plain is HTML.</summary>
    public static bool IsHtml(string text)
    {
        var start = text.AsSpan().TrimStart();
        foreach (var opening in Openings)
            if (start.StartsWith(opening, StringComparison.OrdinalIgnoreCase)) return true;
        return false;
    }

    public static string ToPlain(string html)
    {
        var output = new HtmlTextWriter(html.Length / 2);
        var position = 0;
        while (position < html.Length)
        {
            var c = html[position];
            if (c == '<' && TagScanner.End(html, position, out var name) is > 0 and var end) position = Tag(html, position, end, name, output);
            else if (c == '&') position = Entities.Append(html, position, output);
            else
            {
                output.Append(c);
                position++;
            }
        }
        return output.ToString();
    }

    private static int Tag(string html, int start, int end, ReadOnlySpan<char> name, HtmlTextWriter output)
    {
        var isClosing = html[start + 1] == '/';
        var tag = name.ToString();
        if (Blocks.Contains(tag)) output.EndLine();
        else if (Cells.Contains(tag)) output.Append(' ');
        if (isClosing || !Skipped.Contains(tag)) return end;
        var close = html.IndexOf("</" + tag, end, StringComparison.OrdinalIgnoreCase);
        return close < 0 ? end : close; // never closed: take the rest as text rather than lose it
    }
}
