namespace NlpTransfer.Cli.Tests.Verbs.Pull;

public sealed class PullVerbTests
{
    [Fact]
    public async Task Pull_OfAnEntryThatIsHere_PrintsItsPath()
    {
        var result = await CommandLineRunner.RunAsync(["pull", "topic", "--offline"]);

        Assert.True(result.ExitCode == 0, result.Error);
        Assert.EndsWith("topic.csv\n", result.Output);
    }

    [Theory]
    [InlineData(1, "someone/nothing is not on this machine", "pull", "someone/nothing", "--offline")]
    [InlineData(2, "Expected the name of a model", "pull", "../outside")]
    [InlineData(2, "Endpoint must be an address", "pull", "someone/nothing", "--endpoint", "ftp://x")]
    [InlineData(1, "nlp-transfer pull someone/nothing", "embed", "a", "--model", "someone/nothing")]
    public async Task Pull_OfWhatCannotBe_SaysSo(int code, string message, params string[] arguments)
    {
        var result = await CommandLineRunner.RunAsync(arguments);

        Assert.Equal(code, result.ExitCode);
        Assert.Contains(message, result.Error);
    }
}
