using System.Diagnostics;
using System.Net.Sockets;
using System.Text.Json.Nodes;

namespace NlpTransfer.Worker.Tests.Jobs;

/// <summary><c>run FILE --submit URL</c> as the real program, against a real worker.</summary>
public sealed class SubmissionTests : IAsyncLifetime
{
    private const string File = "name: both\ndata: mails.csv\nvectors: none\nbackbone: mean\nrandom-dimension: 8\nepochs: 1\nthreads: 1\nseed: [1, 2]\n";

    private readonly TemporaryFolder folder = new();
    private HostedWorker worker = null!;
    private string key = "";

    private string Address => worker.Client.Http.BaseAddress!.ToString();

    public async ValueTask InitializeAsync()
    {
        folder.Write("data/mails.csv", "text,label\n" + string.Concat(Enumerable.Range(0, 40).Select(i => $"word{i % 2} and number {i},{(i % 2 == 0 ? "even" : "odd")}\n")));
        folder.Write("keys", "");
        key = ApiKeys.Create(folder["keys"], "ci", Role.Submit);
        worker = await HostedWorker.StartAsync(folder["worker"], o => o with { DataRoots = [folder["data"]], KeyFile = folder["keys"] });
        worker.Client.Http.DefaultRequestHeaders.Authorization = new("Bearer", key);
    }

    public async ValueTask DisposeAsync()
    {
        await worker.DisposeAsync();
        folder.Dispose();
    }

    [Fact]
    public async Task EachRun_BecomesAJobOnceAndItsIdIsPrinted()
    {
        var file = folder.Write("x.yml", File);
        var (code, output, error) = await RunAsync(key, file);
        Assert.True(code == 0, error);
        var lines = output.Trim().Split('\n').Select(l => l.Split("  ")).ToList();
        Assert.Equal(["seed=1", "seed=2"], lines.Select(l => l[1]));
        foreach (var line in lines)
        {
            var job = await worker.Client.UntilAsync(line[0], "succeeded");
            Assert.Equal($"both {line[1]}", (string?)job["name"]);
        }
        (code, output, error) = await RunAsync(key, file, "--json");
        Assert.True(code == 0, error);
        Assert.Equal(lines.Select(l => l[0]), JsonNode.Parse(output)!["jobs"]!.AsArray().Select(j => (string?)j!["id"]));
        Assert.Contains("0 sent", error);
        Assert.Equal(2, (await worker.Client.GetAsync("/v1/jobs"))["jobs"]!.AsArray().Count);
    }

    [Theory]
    [InlineData("backbon: mean\n", 2, "x.yml, line 1, column 1: there is no option 'backbon'. Did you mean 'backbone'?")]
    [InlineData("data: mails.csv\ndropout: 2\n", 2, "x.yml, line 2, column 10: 'dropout' must be")]
    [InlineData("data: others.csv\n", 1, "refuses 'x': experiment.data: there is no such file or folder under this worker's data roots.")]
    [InlineData("data: mails.csv\nhalving: {}\n", 2, "'halving' waits for one round before the next")]
    public async Task AFaultOfTheFile_IsSaid(string text, int expected, string sentence)
    {
        var (code, _, error) = await RunAsync(key, folder.Write("x.yml", text));
        Assert.Equal((expected, true), (code, error.Contains(sentence, StringComparison.Ordinal)));
        Assert.Empty((await worker.Client.GetAsync("/v1/jobs"))["jobs"]!.AsArray());
    }

    [Fact]
    public async Task AFaultOnTheWay_IsSaid()
    {
        var file = folder.Write("x.yml", File);
        Assert.Contains("refuses: Give an API key", (await RunAsync("", file)).Error);
        Assert.Contains("NLPTRANSFER_API_KEY or --api-key", (await RunAsync("nt_wrong", file)).Error);
        using var nobody = new TcpListener(System.Net.IPAddress.Loopback, 0);
        nobody.Start();
        var free = $"http://{nobody.LocalEndpoint}";
        nobody.Stop();
        Assert.Contains($"There is no worker at {free}: Connection refused", (await RunAsync(key, file, free)).Error);
        Assert.Contains("--submit must be the address of a worker", (await RunAsync(key, file, "nowhere")).Error);
        Assert.Contains("refuses 'both seed=1': There is nothing at this address", (await RunAsync(key, file, Address + "login")).Error);
        Assert.Contains("--jobs is about trainings in this machine", (await RunAsync(key, file, Address, "--jobs", "2")).Error);
    }

    private Task<(int Code, string Output, string Error)> RunAsync(string key, string file, params string[] more) =>
        StartAsync(key, ["run", file, "--submit", more is [var first, ..] && !first.StartsWith("--", StringComparison.Ordinal) ? first : Address, .. more.SkipWhile(m => !m.StartsWith("--", StringComparison.Ordinal))]);

    private static async Task<(int Code, string Output, string Error)> StartAsync(string key, IEnumerable<string> arguments)
    {
        var info = new ProcessStartInfo(Path.Combine(AppContext.BaseDirectory, "nlp-transfer"), arguments) { RedirectStandardOutput = true, RedirectStandardError = true };
        info.Environment["NLPTRANSFER_API_KEY"] = key;
        using var process = Process.Start(info)!;
        var (output, error) = (process.StandardOutput.ReadToEndAsync(), process.StandardError.ReadToEndAsync());
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);
        return (process.ExitCode, await output, await error);
    }
}
