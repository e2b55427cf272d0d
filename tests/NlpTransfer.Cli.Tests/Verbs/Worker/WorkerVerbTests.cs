namespace NlpTransfer.Cli.Tests.Verbs.Worker;

public sealed class WorkerVerbTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("--listen 0.0.0.0:0", "can be reached from elsewhere, so the worker needs API keys")]
    [InlineData("--listen nowhere", "Listen must be ADDRESS:PORT, such as 127.0.0.1:8080, was 'nowhere'.")]
    [InlineData("--store mysql:x", "--store: A store must be sqlite or postgres:CONNECTION")]
    [InlineData("--jobs 0", "ConcurrentJobs and ConcurrentCudaJobs together must be at least 1, was 0.")]
    [InlineData("--memory much", "--memory must be a size such as 500M or 2G, was 'much'.")]
    [InlineData("--data-root /no/such/folder", "there is no folder '/no/such/folder'")]
    [InlineData("--new-key ci:submit", "--new-key needs --keys FILE")]
    [InlineData("--keys KEYS --new-key ci:king", "--new-key must be NAME:ROLE with the role read, submit or admin, was 'ci:king'.")]
    public async Task Worker_WithSomethingWrong_SaysWhatAndDoesNotStart(string options, string sentence)
    {
        string keys = _folder.Write("keys", "");
        var result = await CommandLineRunner.RunAsync(["worker", "--folder", _folder["worker"], .. options.Replace("KEYS", keys).Split(' ')]);
        Assert.Equal(2, result.ExitCode);
        Assert.Contains(sentence, result.Error);
        Assert.False(Directory.Exists(_folder["worker"]));
    }

    [Fact]
    public async Task NewKey_IsPrintedOnceAndKeptAsItsHash()
    {
        var first = await CommandLineRunner.RunAsync(["worker", "--keys", _folder["keys"], "--new-key", "ci:submit"]);
        Assert.Equal(0, first.ExitCode);
        Assert.StartsWith("nt_", first.Output);
        Assert.Matches(@"\Aci submit [0-9a-f]{64}\n\z", File.ReadAllText(_folder["keys"]));
        var again = await CommandLineRunner.RunAsync(["worker", "--keys", _folder["keys"], "--new-key", "ci:read"]);
        Assert.NotEqual(0, again.ExitCode);
        Assert.Contains("has a key called 'ci' already", again.Error);
    }
}
