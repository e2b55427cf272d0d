using System.Globalization;
using System.Text.Encodings.Web;
using Microsoft.AspNetCore.Http;

namespace NlpTransfer.Worker.Dashboard;

/// <summary>The frame around every page, and how values become text in it.</summary>
internal static class Page
{
    public static IResult Of(string title, string body, bool signsOut) => Results.Content($"""
        <!doctype html>
        <html lang="en">
        <head>
        <meta charset="utf-8">
        <meta name="viewport" content="width=device-width, initial-scale=1">
        <meta name="color-scheme" content="light dark">
        <title>{Text(title)} · NlpTransfer worker</title>
        <link rel="stylesheet" href="/app.css">
        <link rel="icon" href="data:,">
        <script src="/app.js" defer></script>
        </head>
        <body>
        <header><a href="/">NlpTransfer worker</a>{(signsOut ? """<form method="post" action="/logout"><button>Sign out</button></form>""" : "")}</header>
        <main>
        {body}
        </main>
        </body>
        </html>
        """, "text/html; charset=utf-8");

    /// <summary>Text of whatever origin, never markup.</summary>
    public static string Text(string? value) => HtmlEncoder.Default.Encode(value ?? "");

    public static string Time(DateTimeOffset? time) => time is { } t ? $"""<time datetime="{t.UtcDateTime:yyyy-MM-dd'T'HH:mm:ss'Z'}">{t.UtcDateTime:yyyy-MM-dd HH:mm:ss} UTC</time>""" : "";

    public static string Figure(double? value) => value is { } number && double.IsFinite(number) ? number.ToString("0.0000", CultureInfo.InvariantCulture) : "–";

    /// <summary>A coordinate in a drawing.</summary>
    public static string At(double value) => value.ToString("0.##", CultureInfo.InvariantCulture);
}
