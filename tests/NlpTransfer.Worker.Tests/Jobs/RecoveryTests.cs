using static NlpTransfer.Worker.Tests.Experiments;

namespace NlpTransfer.Worker.Tests.Jobs;

/// <summary>The worker as the real program, killed under its training.</summary>
public sealed class RecoveryTests : IDisposable
{
    private const int Lease = 6;

    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public async Task Kill9_DuringATraining_IsFollowedByTheSameResult()
    {
        string undisturbed, id;
        using (var worker = await WorkerProcess.StartAsync(folder["worker"], lease: Lease))
        {
            undisturbed = await worker.Client.SubmitAsync(Job(Long()));
            await worker.Client.UntilAsync(undisturbed, "succeeded");
            id = await worker.Client.SubmitAsync(Job(Long()));
            await worker.Client.UntilStepAsync(id, 20);
            worker.Kill();
        }
        using var next = await WorkerProcess.StartAsync(folder["worker"], lease: Lease);
        var job = await next.Client.UntilAsync(id, "succeeded");
        Assert.Equal(["queued", "running", "running", "succeeded"], WorkerClient.States(job));
        Assert.Contains("taken over from", (string?)job["changes"]![2]!["reason"]);
        Assert.Equal(await next.Client.OutcomeAsync(undisturbed), await next.Client.OutcomeAsync(id));
    }
}
