using System.Text;

namespace NlpTransfer.Experiments;

/// <summary>The page around the parts of a report.</summary>
internal sealed class ReportPage(string title)
{
    /// <summary>Of light and dark.</summary>
    public const string Colours = """
        :root{color-scheme:light dark;--bg:#fdfdfc;--fg:#1d2126;--soft:#5c6670;--grid:#dfe3e7;--c0:#1f6fb4;--c1:#c2541b;--c2:#2a8a4a;--c3:#8a4fb0;--on:#fff}
        @media(prefers-color-scheme:dark){:root{--bg:#14171a;--fg:#e6e9ec;--soft:#9aa5b0;--grid:#323940;--c0:#62aef0;--c1:#f0955c;--c2:#66c486;--c3:#c393e6;--on:#101316}}

        """;

    /// <summary>How pictures are drawn.</summary>
    public const string Pictures = """
        svg{display:block;width:100%;height:auto;font:12px system-ui,sans-serif}svg text{fill:var(--fg)}svg text.label{fill:var(--soft)}svg text.onfill{fill:var(--on)}
        .grid{stroke:var(--grid)}.mark{stroke:var(--soft);stroke-dasharray:5 4}
        polyline{fill:none;stroke-width:1.8}.s0{stroke:var(--c0)}.s1{stroke:var(--c1);stroke-dasharray:7 3}.s2{stroke:var(--c2);stroke-dasharray:2 3}.s3{stroke:var(--c3);stroke-dasharray:9 3 2 3}
        .d0,.k0 .key{fill:var(--c0)}.d1,.k1 .key{fill:var(--c1)}.d2,.k2 .key{fill:var(--c2)}.d3,.k3 .key{fill:var(--c3)}
        .trains{fill:var(--c0)}.frozen{fill:none;stroke:var(--grid)}.count{fill:var(--soft)}.hit{fill:var(--c0)}.miss{fill:var(--c1)}

        """;

    private const string Page = """
        *{box-sizing:border-box}body{margin:0 auto;padding:1.2rem;max-width:56rem;background:var(--bg);color:var(--fg);font:16px/1.5 system-ui,sans-serif}
        h1{font-size:1.5rem;overflow-wrap:anywhere}h2{font-size:1.1rem;margin:2.2rem 0 .6rem;border-bottom:1px solid var(--grid);padding-bottom:.2rem}
        .legend{display:flex;flex-wrap:wrap;gap:.3rem 1.2rem;margin:.3rem 0;color:var(--soft);font-size:.85rem}.legend i{display:inline-block;width:1.1rem;height:.3rem;margin-right:.4rem;vertical-align:middle}
        .k0{background:var(--c0)}.k1{background:var(--c1)}.k2{background:var(--c2)}.k3{background:var(--c3)}
        .sheet{width:100%;max-width:44rem;border:1px solid var(--grid)}
        .note{color:var(--soft);font-size:.85rem}.wide{overflow-x:auto}table{border-collapse:collapse;font-size:.9rem;font-variant-numeric:tabular-nums}
        th,td{padding:.2rem .7rem;text-align:right;border-bottom:1px solid var(--grid);vertical-align:top}th{color:var(--soft);font-weight:500}
        th:first-child,td:first-child,.texts th,.texts td{text-align:left}.texts td{overflow-wrap:anywhere;min-width:6rem}summary{cursor:pointer;color:var(--soft)}code{overflow-wrap:anywhere}
        """;

    private readonly StringBuilder body = new();

    /// <summary>A part under a heading; nothing when the part is empty.</summary>
    public void Add(string heading, string html)
    {
        if (html.Length == 0) return;
        body.Append("<section>").Append(heading.Length == 0 ? "" : $"<h2>{Markup.Escape(heading)}</h2>\n").Append(html).Append("</section>\n");
    }

    public override string ToString() => $"""
        <!DOCTYPE html>
        <html lang="en">
        <head>
        <meta charset="utf-8">
        <meta name="viewport" content="width=device-width, initial-scale=1">
        <meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'; img-src data:">
        <title>{Markup.Escape(title)}</title>
        <style>
        {Colours}{Pictures}{Page}
        </style>
        </head>
        <body>
        <h1>{Markup.Escape(title)}</h1>
        {body}</body>
        </html>

        """;
}
