using NlpTransfer.Cli.Verbs;

namespace NlpTransfer.Cli.Tests.Verbs;

public sealed class SnippetTests
{
    [Theory]
    [InlineData("short", 10, "short")]
    [InlineData("two\r\n\t lines", 10, "two lines")]
    [InlineData("red \u001b[31malert", 20, "red [31malert")]
    [InlineData("0123456789abcdef", 10, "012345678…")]
    [InlineData("01234567👩‍👩‍👧rest", 10, "01234567…")]
    public void Of_AnyText_IsOneSafeLineWithinItsWidth(string text, int width, string expected) => Assert.Equal(expected, Snippet.Of(text, width));
}
