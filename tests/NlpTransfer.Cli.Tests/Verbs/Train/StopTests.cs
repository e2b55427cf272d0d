using System.Runtime.InteropServices;

namespace NlpTransfer.Cli.Tests.Verbs.Train;

public sealed partial class StopTests
{
    private const int Interrupt = 2;

    [Fact]
    public async Task Train_InterruptedByCtrlC_EndsWith130AndNoHalfModel()
    {
        using var folder = new TemporaryFolder();
        using var process = CommandLineRunner.Start("train", "--corpus", "topic", "--vectors", "none", "--epochs", "500", "--out", folder["run"]);
        while (await process.StandardError.ReadLineAsync(TestContext.Current.CancellationToken) is { } line && !line.Contains("epoch"))
        {
        }

        Assert.False(process.HasExited, "training ended before it could be interrupted");
        Assert.Equal(0, Kill(process.Id, Interrupt));
        var result = await CommandLineRunner.EndAsync(process);

        Assert.Equal(130, result.ExitCode);
        Assert.Contains("Stopped.", result.Error);
        Assert.Empty(result.Output);
        Assert.False(File.Exists(Path.Combine(folder["run"], "model", "config.json")));
    }

    [Fact]
    public async Task Tokenize_InterruptedTwiceWhileItWaitsForInput_EndsAtOnce()
    {
        using var process = CommandLineRunner.Start("tokenize", "--vocab", Path.Combine(SourceTree.Find()!, "tests", "fixtures", "tokenization", "bert-base-uncased-vocab.txt"));
        await process.StandardInput.WriteLineAsync("{\"text\":\"ready\"}".AsMemory(), TestContext.Current.CancellationToken);
        await process.StandardInput.FlushAsync(TestContext.Current.CancellationToken);
        Assert.NotNull(await process.StandardOutput.ReadLineAsync(TestContext.Current.CancellationToken));

        Assert.Equal(0, Kill(process.Id, Interrupt));
        while (await process.StandardError.ReadLineAsync(TestContext.Current.CancellationToken) is { } line && !line.Contains("once more"))
        {
        }

        Assert.Equal(0, Kill(process.Id, Interrupt));
        Assert.Equal(130, (await CommandLineRunner.EndAsync(process)).ExitCode);
    }

    [LibraryImport("libc", EntryPoint = "kill")]
    private static partial int Kill(int process, int signal);
}
