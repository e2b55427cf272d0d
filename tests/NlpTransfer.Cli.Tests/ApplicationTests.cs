namespace NlpTransfer.Cli.Tests;

public sealed class ApplicationTests
{
    public static TheoryData<string> Verbs => [.. VerbCatalogue.Words];

    [Fact]
    public async Task Help_WithoutVerb_ListsEveryVerbOnStandardOutput()
    {
        var result = await CommandLineRunner.RunAsync(["--help"]);

        Assert.Equal(0, result.ExitCode);
        Assert.Empty(result.Error);
        Assert.All(Verbs, verb => Assert.Contains($"\n  {verb.Data} ", result.Output));
    }

    [Theory]
    [MemberData(nameof(Verbs))]
    public async Task Help_OfVerb_ShowsUsageExamplesAndEveryOption(string verb)
    {
        var result = await CommandLineRunner.RunAsync([verb, "--help"]);

        Assert.Equal(0, result.ExitCode);
        Assert.Contains($"Usage: nlp-transfer {verb}", result.Output);
        Assert.Contains($"  nlp-transfer {verb}", result.Output[result.Output.IndexOf("Examples:", StringComparison.Ordinal)..]);
        Assert.Contains("--verbose", result.Output);
        Assert.DoesNotContain(result.Output.Split('\n'), line => line.Length > 110);
    }

    [Theory]
    [MemberData(nameof(Verbs))]
    public async Task HelpWord_BeforeVerb_EqualsHelpOption(string verb)
    {
        var word = await CommandLineRunner.RunAsync(["help", verb]);
        var option = await CommandLineRunner.RunAsync([verb, "--help"]);

        Assert.Equal(option.Output, word.Output);
    }

    [Theory]
    [InlineData("convrt", "Did you mean 'convert'?")]
    [InlineData("bnch", "Did you mean 'bench'?")]
    [InlineData("frobnicate", "There is no verb 'frobnicate'.")]
    public async Task Verb_Unknown_ExitsWithTwoAndSuggests(string verb, string expected)
    {
        var result = await CommandLineRunner.RunAsync([verb]);

        Assert.Equal(2, result.ExitCode);
        Assert.Empty(result.Output);
        Assert.Contains(expected, result.Error);
    }

    [Fact]
    public async Task Option_Unknown_ExitsWithTwoAndSuggestsWithoutTheValue()
    {
        var result = await CommandLineRunner.RunAsync(["convert", "--limt", "300"]);

        Assert.Equal(2, result.ExitCode);
        Assert.Contains("convert has no option '--limt'. Did you mean '--limit'?", result.Error);
        Assert.DoesNotContain("300", result.Error);
    }

    [Fact]
    public async Task Option_UnknownBesideArguments_IsNotTakenForAFile()
    {
        var result = await CommandLineRunner.RunAsync(["convert", "in.txt", "--strickt"]);

        Assert.Equal(2, result.ExitCode);
        Assert.Contains("convert has no option '--strickt'. Did you mean '--strict'?", result.Error);
    }

    [Fact]
    public async Task Value_OfWrongKind_NamesOptionAndWhatItMustBe()
    {
        var number = await CommandLineRunner.RunAsync(["convert", "a", "b", "--limit", "many"]);
        var choice = await CommandLineRunner.RunAsync(["convert", "a", "b", "--to", "vector"]);

        Assert.Contains("--limit must be a whole number of at least 1, was 'many'.", number.Error);
        Assert.Contains("--to must be one of vectors, glove, word2vec, word2vec-binary, fasttext-binary, wink-json, projector; was 'vector'. Did you mean 'vectors'?", choice.Error);
        Assert.Equal((2, 2), (number.ExitCode, choice.ExitCode));
    }

    [Fact]
    public async Task Fault_OnStandardError_HasNoStackTraceUnlessVerbose()
    {
        var plain = await CommandLineRunner.RunAsync(["convert", "no/such/file", "out"]);
        var verbose = await CommandLineRunner.RunAsync(["convert", "no/such/file", "out", "--verbose"]);

        Assert.Equal(2, plain.ExitCode);
        Assert.Contains("there is no file or folder 'no/such/file'", plain.Error);
        Assert.DoesNotContain("   at ", plain.Error);
        Assert.Contains("   at ", verbose.Error);
    }

    [Fact]
    public async Task Version_Alone_IsANumberWithoutRevision()
    {
        var result = await CommandLineRunner.RunAsync(["--version"]);

        Assert.Equal(0, result.ExitCode);
        Assert.True(Version.TryParse(result.Output.Trim(), out _), result.Output);
    }

    [Theory]
    [InlineData("--help")]
    [InlineData("--version")]
    public async Task Start_AsProcess_TakesUnder150MillisecondsOfProcessorTime(string option)
    {
        // Processor time, and the best of several: wall time on a shared machine measures the neighbours.
        var best = TimeSpan.MaxValue;
        for (int i = 0; i < 6; i++)
        {
            var before = ProcessorTimeOfChildren();
            var result = await CommandLineRunner.RunProcessAsync(option);
            var time = ProcessorTimeOfChildren() - before;
            Assert.Equal(0, result.ExitCode);
            best = time < best ? time : best;
        }

        Assert.True(best < TimeSpan.FromMilliseconds(150), $"best of six starts: {best.TotalMilliseconds:0} ms, allowed 150");
    }

    // Fields 16 and 17 of /proc/self/stat: what ended children used, in hundredths of a second. .NET itself forgets a child's
    // time when it ends.
    private static TimeSpan ProcessorTimeOfChildren()
    {
        string[] fields = File.ReadAllText("/proc/self/stat").Split(") ")[^1].Split(' ');
        return TimeSpan.FromMilliseconds(10 * (long.Parse(fields[13]) + long.Parse(fields[14])));
    }
}
