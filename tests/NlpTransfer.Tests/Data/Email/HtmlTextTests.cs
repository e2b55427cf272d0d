using NlpTransfer.Data;

namespace NlpTransfer.Tests.Data.Email;

public sealed class HtmlTextTests
{
    [Theory]
    [InlineData("plain", "plain")]
    [InlineData("<p>one</p><p>two</p>", "one\ntwo\n")]
    [InlineData("a<br>b<BR/>c", "a\nb\nc")]
    [InlineData("Via<!-- x -->gra via<b></b>gra", "Viagra viagra")]
    [InlineData("<script>var x = '<p>';</script>a<STYLE type=x>p { }</style>b", "ab")]
    [InlineData("<title>out</title><body>in", "in")]
    [InlineData("<script>never closed", "never closed")]
    [InlineData("<a href=\"http://x.example/?a=1&b=2\">click  \n here</a>!", "click here!")]
    [InlineData("<img alt='a > b'>text", "text")]
    [InlineData("<a title=\"never closed>text", "text")]
    [InlineData("1 < 2 and a<3 <- <", "1 < 2 and a<3 <- <")]
    [InlineData("x <!doctype html><?xml version='1'?> y", "x y")]
    [InlineData("<!-- never closed > text", "text")]
    [InlineData("<td>a</td><td>b</td>", "a b")]
    [InlineData("<ul><li>a<li>b</ul>c", "a\nb\nc")]
    [InlineData("<font color=red>in</font>line", "inline")]
    [InlineData("a&nbsp;&nbsp;b &amp; c &lt;d&gt; &quot;e&quot;", "a b & c <d> \"e\"")]
    [InlineData("&copy 2002 &eacute;t&eacute; &#233;&#xE9;&#XE9 &#146; &#128;", "\u00A9 2002 \u00E9t\u00E9 \u00E9\u00E9\u00E9 \u2019 \u20AC")]
    [InlineData("AT&T &unknown; & &; &#; &#x; &#99999999999;", "AT&T &unknown; & &; &#; &#x; &#99999999999;")]
    [InlineData("&#55296;", "\uFFFD")]
    [InlineData("in\u00ADvis\u200Bible", "invisible")]
    [InlineData("<", "<")]
    [InlineData("</", "</")]
    [InlineData("<p", "")]
    public void ToPlain_AnyHtml_GivesItsText(string html, string expected) => Assert.Equal(expected, HtmlText.ToPlain(html));

    [Theory]
    [InlineData("  <HTML>", true)]
    [InlineData("<!DOCTYPE html>", true)]
    [InlineData("I write <html> by hand", false)]
    public void IsHtml_Beginning_Decides(string text, bool expected) => Assert.Equal(expected, HtmlText.IsHtml(text));
}
