using System.Text.Json.Nodes;
using NlpTransfer.Worker.Tests.Storage;
using static NlpTransfer.Worker.Tests.Experiments;

namespace NlpTransfer.Worker.Tests.Jobs;

/// <summary>Workers killed with -9 at random moments under small jobs: 200 jobs and 40 kills with NLPTRANSFER_FULL=1, else 6 and 3. No job is lost, none is done twice, and each gives what it gives undisturbed.</summary>
public sealed class KillTests(PostgresServer postgres) : IClassFixture<PostgresServer>, IDisposable
{
    private const int Kinds = 2, Lease = 3;

    private static readonly (int Jobs, int Kills) Count = Environment.GetEnvironmentVariable("NLPTRANSFER_FULL") == "1" ? (200, 40) : (6, 3);

    private readonly TemporaryFolder folder = new();

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    public void Dispose() => folder.Dispose();

    [Fact]
    public Task OneWorkerOnSqlite_KilledAgainAndAgain_LosesNothing() => KillAsync(1, [], seed: 11);

    [Fact]
    public Task TwoWorkersOnPostgres_KilledAgainAndAgain_LoseNothing() => KillAsync(2, ["--store", postgres.NewStore()], seed: 12);

    private async Task KillAsync(int count, string[] store, int seed)
    {
        var random = new Random(seed);
        var workers = new WorkerProcess[count];
        for (var i = 0; i < count; i++) workers[i] = await WorkerProcess.StartAsync(folder["worker"], store, Lease);
        try
        {
            var expected = new List<string>();
            foreach (var kind in Enumerable.Range(0, Kinds))
            {
                var undisturbed = await workers[0].Client.SubmitAsync(Job(Small(kind)));
                await workers[0].Client.UntilAsync(undisturbed, "succeeded");
                expected.Add(await workers[0].Client.OutcomeAsync(undisturbed));
            }
            var ids = new List<string>();
            for (var i = 0; i < Count.Jobs; i++) ids.Add(await workers[0].Client.SubmitAsync(Job(Small(i % Kinds), j => j["key"] = $"job {ids.Count}")));
            for (var kill = 0; kill < Count.Kills; kill++)
            {
                await Task.Delay(random.Next(200, 2500), Stop);
                var victim = random.Next(count);
                workers[victim].Kill();
                workers[victim].Dispose();
                workers[victim] = await WorkerProcess.StartAsync(folder["worker"], store, Lease);
            }
            for (var i = 0; i < ids.Count; i++) await AssertDoneOnceAsync(workers[0].Client, ids[i], expected[i % Kinds]);
            Assert.Equal(ids.Count + Kinds, await CountAsync(workers[0].Client));
        }
        finally
        {
            foreach (var worker in workers) worker.Dispose();
        }
    }

    private static async Task AssertDoneOnceAsync(WorkerClient client, string id, string expected)
    {
        JsonNode job;
        do
        {
            job = await client.JobAsync(id);
            Assert.True((string?)job["state"] is "queued" or "running" or "succeeded", job.ToJsonString());
            if ((string?)job["state"] != "succeeded") await Task.Delay(100, Stop);
        }
        while ((string?)job["state"] != "succeeded");
        Assert.Single(WorkerClient.States(job), "succeeded");
        Assert.Equal(expected, await client.OutcomeAsync(id));
    }

    private static async Task<int> CountAsync(WorkerClient client)
    {
        var (count, before) = (0, "");
        while ((await client.GetAsync($"/v1/jobs?state=succeeded&limit=200&before={before}"))["jobs"]!.AsArray() is { Count: > 0 } page)
            (count, before) = (count + page.Count, (string)page[^1]!["id"]!);
        return count;
    }
}
