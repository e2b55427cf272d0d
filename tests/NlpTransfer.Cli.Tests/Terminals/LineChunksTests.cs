namespace NlpTransfer.Cli.Tests.Terminals;

public sealed class LineChunksTests
{
    [Theory]
    [InlineData("a\nb\n", new[] { "a", "b" })]
    [InlineData("a\r\n\r\nb", new[] { "a", "", "b" })]
    [InlineData("a\u2028b\vc\rd\n", new[] { "a\u2028b\vc\rd" })]
    [InlineData("", new string[0])]
    public void Read_AnyText_DividesAtLineFeedsOnly(string text, string[] expected) =>
        Assert.Equal(expected, LineChunks.Read(new StringReader(text)).SelectMany(chunk => chunk));

    [Fact]
    public void Read_LinesLongerThanTheBuffer_ComeWhole()
    {
        string[] lines = [new string('x', 200_000), "y", new string('z', 70_000)];

        Assert.Equal(lines, LineChunks.Read(new StringReader(string.Join('\n', lines))).SelectMany(chunk => chunk));
    }
}
