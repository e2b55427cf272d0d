using NlpTransfer.Worker.Jobs;
using static NlpTransfer.Worker.Tests.Experiments;

namespace NlpTransfer.Worker.Tests.Jobs;

public sealed class RunRetentionTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public async Task Runs_BeyondTheQuota_LoseTheirFilesTheOldestFirstAndKeepTheirRecord()
    {
        var ids = new List<string>();
        await using (var worker = await HostedWorker.StartAsync(folder["worker"]))
        {
            for (var i = 0; i < 3; i++)
            {
                ids.Add(await worker.Client.SubmitAsync(Job(Small(), j => j["model"] = "kept")));
                await worker.Client.UntilAsync(ids[i], "succeeded");
            }
            Assert.Equal(0, await worker.Service<RunRetention>().SweepAsync());
        }
        var one = JobFiles.Size(folder[$"worker/runs/{ids[2]}"]);
        await using (var worker = await HostedWorker.StartAsync(folder["worker"], o => o with { RunQuota = one * 3 / 2 }))
        {
            Assert.Equal(2, await worker.Service<RunRetention>().SweepAsync());
            Assert.Equal([ids[2]], Directory.GetDirectories(folder["worker/runs"]).Select(d => Path.GetFileName(d)));
            var job = await worker.Client.JobAsync(ids[0]);
            Assert.True((bool)job["files_removed"]!);
            Assert.NotNull(job["result"]!["test"]);
            Assert.Equal(3, (await worker.Client.GetAsync("/v1/models/kept"))["versions"]!.AsArray().Count);
            Assert.True(File.Exists(folder["worker/models/kept/0001/config.json"]));
        }
        await using (var worker = await HostedWorker.StartAsync(folder["worker"], o => o with { KeepRuns = TimeSpan.Zero }))
        {
            Assert.Equal(1, await worker.Service<RunRetention>().SweepAsync());
            Assert.Empty(Directory.GetDirectories(folder["worker/runs"]));
        }
    }
}
