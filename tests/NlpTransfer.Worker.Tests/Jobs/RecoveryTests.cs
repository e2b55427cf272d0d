using static NlpTransfer.Worker.Tests.Experiments;

namespace NlpTransfer.Worker.Tests.Jobs;

/// <summary>The worker as the real program, stopped and killed under its trainings.</summary>
public sealed class RecoveryTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public async Task Kill9_DuringATraining_IsFollowedByTheSameResult()
    {
        string undisturbed, id;
        using (var worker = await WorkerProcess.StartAsync(folder["worker"]))
        {
            undisturbed = await worker.Client.SubmitAsync(Job(Long()));
            await worker.Client.UntilAsync(undisturbed, "succeeded");
            id = await worker.Client.SubmitAsync(Job(Long()));
            await worker.Client.UntilStepAsync(id, 20);
            worker.Kill();
        }
        using var next = await WorkerProcess.StartAsync(folder["worker"]);
        var job = await next.Client.UntilAsync(id, "succeeded");
        Assert.Equal(["queued", "running", "running", "succeeded"], WorkerClient.States(job));
        Assert.Contains("taken over from", (string?)job["changes"]![2]!["reason"]);
        Assert.Equal(await next.Client.OutcomeAsync(undisturbed), await next.Client.OutcomeAsync(id));
    }

    [Fact]
    public async Task SigTerm_DuringATraining_EndsWithin10SecondsAndTheNextStartGoesOn()
    {
        string id;
        using (var worker = await WorkerProcess.StartAsync(folder["worker"]))
        {
            id = await worker.Client.SubmitAsync(Job(Long(40)));
            await worker.Client.UntilStepAsync(id, 20);
            var (code, took) = await worker.StopAsync();
            Assert.Equal(0, code);
            Assert.True(took < TimeSpan.FromSeconds(10), $"{took}\n{worker.Log}");
        }
        var checkpoints = Directory.GetDirectories(folder["worker/runs"], "*-step-*", SearchOption.AllDirectories);
        Assert.NotEmpty(checkpoints);
        using var next = await WorkerProcess.StartAsync(folder["worker"]);
        var job = await next.Client.UntilAsync(id, "succeeded");
        Assert.Equal(["queued", "running", "queued", "running", "succeeded"], WorkerClient.States(job));
        Assert.Contains("its worker was stopped", (string?)job["changes"]![2]!["reason"]);
    }
}
