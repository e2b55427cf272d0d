using System.Text.Json.Nodes;
using NlpTransfer.Worker.Tests.Storage;
using static NlpTransfer.Worker.Tests.Experiments;

namespace NlpTransfer.Worker.Tests.Jobs;

/// <summary>Two workers, as processes of their own, on one PostgreSQL and one folder.</summary>
public sealed class SharedQueueTests(PostgresServer postgres) : IClassFixture<PostgresServer>, IDisposable
{
    private const int Lease = 6;

    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public async Task TwoWorkers_OnOneQueue_ShareItsJobsAndRunEachOnce()
    {
        var store = postgres.NewStore();
        using var first = await WorkerProcess.StartAsync(folder["worker"], ["--store", store]);
        using var second = await WorkerProcess.StartAsync(folder["worker"], ["--store", store]);
        var ids = new List<string>();
        for (var i = 0; i < 6; i++) ids.Add(await first.Client.SubmitAsync(Job(Small(i))));
        var workers = new HashSet<string>();
        foreach (var id in ids)
        {
            var job = await second.Client.UntilAsync(id, "succeeded");
            Assert.Equal(["queued", "running", "succeeded"], WorkerClient.States(job));
            workers.Add((string)job["changes"]![2]!["worker"]!);
        }
        Assert.Equal(2, workers.Count);
    }

    [Fact]
    public async Task Worker_ThatIsKilled_LeavesItsJobToTheOtherOne()
    {
        var store = postgres.NewStore();
        using var first = await WorkerProcess.StartAsync(folder["worker"], ["--store", store], Lease);
        var undisturbed = await first.Client.SubmitAsync(Job(Long()));
        await first.Client.UntilAsync(undisturbed, "succeeded");
        var id = await first.Client.SubmitAsync(Job(Long()));
        await first.Client.UntilStepAsync(id, 20);
        using var second = await WorkerProcess.StartAsync(folder["worker"], ["--store", store], Lease);
        first.Kill();
        var job = await second.Client.UntilAsync(id, "succeeded");
        Assert.Equal(["queued", "running", "running", "succeeded"], WorkerClient.States(job));
        Assert.Equal(await second.Client.OutcomeAsync(undisturbed), await second.Client.OutcomeAsync(id));
    }

    [Fact]
    public async Task Worker_ThatWasStoppedPastItsLease_WritesNoMoreIntoWhatAnotherTookOver()
    {
        var store = postgres.NewStore();
        using var first = await WorkerProcess.StartAsync(folder["worker"], ["--store", store], Lease);
        var undisturbed = await first.Client.SubmitAsync(Job(Long(60)));
        await first.Client.UntilAsync(undisturbed, "succeeded");
        var id = await first.Client.SubmitAsync(Job(Long(60)));
        await first.Client.UntilStepAsync(id, 20);
        using var second = await WorkerProcess.StartAsync(folder["worker"], ["--store", store], Lease);
        first.Signal("STOP"); // its training goes on, and would write
        await UntilTakenOverAsync(second.Client, id);
        first.Signal("CONT");
        var job = await second.Client.UntilAsync(id, "succeeded");
        Assert.Equal(["queued", "running", "running", "succeeded"], WorkerClient.States(job));
        Assert.Equal((string?)job["changes"]![2]!["worker"], (string?)job["changes"]![3]!["worker"]);
        Assert.Equal(await second.Client.OutcomeAsync(undisturbed), await second.Client.OutcomeAsync(id));
        while (!first.Log.Contains($"Job {id} with token 1 has been taken over")) await Task.Delay(50, TestContext.Current.CancellationToken);
        Assert.Equal("ready", (string?)(await first.Client.GetAsync("/readyz"))["status"]); // it takes other jobs again
    }

    private static async Task UntilTakenOverAsync(WorkerClient client, string id)
    {
        JsonNode job;
        do
        {
            await Task.Delay(50, TestContext.Current.CancellationToken);
            job = await client.JobAsync(id);
        }
        while (WorkerClient.States(job) is not [.., "running", "running"]);
    }
}
