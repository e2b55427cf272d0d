using System.Text.Json.Nodes;
using static NlpTransfer.Worker.Tests.Experiments;

namespace NlpTransfer.Worker.Tests.Jobs;

/// <summary>Jobs through the API of a worker in this process; each training is a real one, in its own process.</summary>
public sealed class JobTests : IAsyncLifetime
{
    private readonly TemporaryFolder folder = new();
    private HostedWorker worker = null!;

    private WorkerClient Client => worker.Client;

    public async ValueTask InitializeAsync()
    {
        Directory.CreateDirectory(folder["data"]);
        worker = await HostedWorker.StartAsync(folder["worker"], o => o with { DataRoots = [folder["data"]] });
    }

    public async ValueTask DisposeAsync()
    {
        await worker.DisposeAsync();
        folder.Dispose();
    }

    [Fact]
    public async Task Submit_OfASmallTraining_SucceedsWithFiguresFilesAndHistory()
    {
        var id = await Client.SubmitAsync(Job(Small(), j => j["name"] = "spam"));
        var job = await Client.UntilAsync(id, "succeeded");
        Assert.Equal(["queued", "running", "succeeded"], WorkerClient.States(job));
        Assert.All(job["changes"]!.AsArray(), c => Assert.NotEqual("", (string?)c!["reason"]));
        Assert.InRange((double)job["result"]!["test"]!["accuracy"]!, 0.5, 1);
        var files = (await Client.GetAsync($"/v1/jobs/{id}/artifacts"))["artifacts"]!.AsArray().Select(a => (string)a!["path"]!).ToList();
        Assert.Contains("model/config.json", files);
        Assert.Contains("metrics.jsonl", files);
    }

    [Fact]
    public async Task Submit_TwiceWithOneKey_GivesOneJob()
    {
        JsonObject Request(int seed) => Job(Small(seed), j => j["key"] = "nightly 7");
        var first = await Client.SubmitAsync(Request(1));
        Assert.Equal(first, await Client.SubmitAsync(Request(1)));
        var (status, problem) = await Client.PostAsync("/v1/jobs", Request(2));
        Assert.Equal(409, status);
        Assert.Contains("belongs to job", (string?)problem["detail"]);
        Assert.Single((await Client.GetAsync("/v1/jobs"))["jobs"]!.AsArray());
    }

    [Fact]
    public async Task Pause_ThenResume_GivesWhatAnUndisturbedTrainingGives()
    {
        var undisturbed = await Client.SubmitAsync(Job(Long()));
        await Client.UntilAsync(undisturbed, "succeeded");
        var id = await Client.SubmitAsync(Job(Long()));
        await Client.UntilStepAsync(id, 20);
        Assert.Equal(200, (await Client.PostAsync($"/v1/jobs/{id}:pause")).Status);
        await Client.UntilAsync(id, "queued");
        var paused = await Client.JobAsync(id);
        Assert.True((bool)paused["paused"]!);
        Assert.Equal(200, (await Client.PostAsync($"/v1/jobs/{id}:resume")).Status);
        await Client.UntilAsync(id, "succeeded");
        Assert.Equal(await Client.OutcomeAsync(undisturbed), await Client.OutcomeAsync(id));
    }

    [Fact]
    public async Task Failure_IsARecordedResultWithItsSentenceAndLog()
    {
        folder.Write("data/one.csv", "text,label\nhello there,ham\ngood day,ham\n");
        var id = await Client.SubmitAsync(Job(new JsonObject { ["data"] = "one.csv", ["vectors"] = "none" }, j => (j["retries"], j["backoff_seconds"]) = (1, 0.1)));
        var job = await Client.UntilAsync(id, "failed");
        Assert.Equal(["queued", "running", "queued", "running", "failed"], WorkerClient.States(job));
        Assert.Contains("attempt 1 of 2 failed, the next begins in 0.1 s", (string?)job["changes"]![2]!["reason"]);
        Assert.Contains("label", (string?)job["reason"]);
        Assert.Contains((string)job["reason"]!, await Client.Http.GetStringAsync($"/v1/jobs/{id}/artifacts/output.txt", TestContext.Current.CancellationToken));
        Assert.Equal("ready", (string?)(await Client.GetAsync("/readyz"))["status"]);
    }

    [Fact]
    public async Task Queue_GoesByPriorityThenByTime()
    {
        var first = await Client.SubmitAsync(Job(Endless()));
        await Client.UntilAsync(first, "running");
        var low = await Client.SubmitAsync(Job(Small()));
        var high = await Client.SubmitAsync(Job(Small(), j => j["priority"] = 5));
        await Client.PostAsync($"/v1/jobs/{first}:cancel");
        var (lowJob, highJob) = (await Client.UntilAsync(low, "succeeded"), await Client.JobAsync(high));
        Assert.True((DateTimeOffset)highJob["started"]! < (DateTimeOffset)lowJob["started"]!);
    }

    [Fact]
    public async Task Submit_OfAJobThatNeverFits_IsRefusedWithTheNumbers()
    {
        var (status, problem) = await Client.PostAsync("/v1/jobs", Job(Small(), j => j["memory_bytes"] = 1L << 50));
        Assert.Equal(422, status);
        Assert.Contains("The job needs 1048576.00 GiB; this worker gives all its jobs", (string?)problem["detail"]);
        (status, problem) = await Client.PostAsync("/v1/jobs", Job(Small(), j => j["device"] = "cuda"));
        Assert.Equal(422, status);
        Assert.Contains("1 at a time on cpu and 0 on cuda", (string?)problem["detail"]);
    }
}
