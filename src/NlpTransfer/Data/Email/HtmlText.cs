using System.Text;

namespace NlpTransfer.Data;

/// <summary>
/// Text out of HTML: scripts, styles, comments and tags go, entities are decoded, block elements end the line, words that
/// tags or comments cut in two (<c>via&lt;!-- x --&gt;gra</c>) are whole again. Not a parser: mail holds every error, and none may stop it.
/// </summary>
internal sealed class HtmlText
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

    private readonly string html;
    private readonly HtmlTextWriter output;
    private readonly HashSet<string> neverClosed = new(StringComparer.OrdinalIgnoreCase); // looked for once: mail may hold a million of them

    private HtmlText(string html) => (this.html, output) = (html, new HtmlTextWriter(html.Length / 2));

    public static string ToPlain(string html) => new HtmlText(html).Read();

    private string Read()
    {
        var tags = new TagScanner(html);
        var position = 0;
        while (position < html.Length)
        {
            var c = html[position];
            if (c == '<' && tags.End(position, out var name) is > 0 and var end) position = Tag(position, end, name);
            else if (c == '&') position = Entities.Append(html, position, output);
            else
            {
                output.Append(c);
                position++;
            }
        }
        return output.ToString();
    }

    private int Tag(int start, int end, string name)
    {
        var isClosing = html[start + 1] == '/';
        if (Blocks.Contains(name)) output.EndLine();
        else if (Cells.Contains(name)) output.Append(' ');
        return isClosing || !Skipped.Contains(name) ? end : CloseOf(name, end);
    }

    // One that is never closed: take the rest as text rather than lose it.
    private int CloseOf(string name, int from)
    {
        if (neverClosed.Contains(name)) return from;
        var close = html.IndexOf("</" + name, from, StringComparison.OrdinalIgnoreCase);
        if (close < 0) neverClosed.Add(name);
        return close < 0 ? from : close;
    }
}
