using System.Text.Json.Nodes;
using static NlpTransfer.Worker.Tests.Experiments;

namespace NlpTransfer.Worker.Tests.Http;

/// <summary>Texts are in no log and no error, whatever goes wrong with them.</summary>
public sealed class PrivacyTests : IDisposable
{
    private const string Secret = "zyzzyva";

    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public async Task Texts_OfTrainingPredictionAndFaults_AreInNoLogAndNoReason()
    {
        folder.Write("data/good.csv", "text,label\n" + string.Concat(Enumerable.Range(0, 40).Select(i => $"{Secret} word{i % 2} and number {i},{(i % 2 == 0 ? "even" : "odd")}\n")));
        folder.Write("data/bad.csv", $"text,label\n{Secret} one,even\n\"{Secret} is not closed,odd\n");
        using var worker = await WorkerProcess.StartAsync(folder["worker"], ["--data-root", folder["data"]]);
        JsonObject Mails(string data) => new() { ["data"] = data, ["vectors"] = "none", ["backbone"] = "mean", ["random-dimension"] = 8, ["epochs"] = 1, ["threads"] = 1 };
        var good = await worker.Client.SubmitAsync(Job(Mails("good.csv"), j => j["model"] = "mails"));
        var bad = await worker.Client.SubmitAsync(Job(Mails("bad.csv")));
        await worker.Client.UntilAsync(good, "succeeded");
        Assert.DoesNotContain(Secret, (await worker.Client.UntilAsync(bad, "failed")).ToJsonString());
        foreach (var id in new[] { good, bad })
            foreach (var log in new[] { "output.txt", "log.txt" }.Where(l => File.Exists(Path.Combine(folder["worker"], "runs", id, "attempt-000001", l))))
                Assert.DoesNotContain(Secret, await worker.Client.Http.GetStringAsync($"/v1/jobs/{id}/artifacts/{log}", TestContext.Current.CancellationToken));
        Assert.Equal(200, (await worker.Client.PostAsync("/v1/models/mails:predict", new JsonObject { ["texts"] = new JsonArray(Secret) })).Status);
        foreach (var wrong in new JsonObject[] { new() { ["texts"] = Secret }, new() { ["texts"] = new JsonArray(Secret, null) }, new() { ["images"] = new JsonArray(Secret) }, new() { ["text"] = Secret } })
        {
            var (status, problem) = await worker.Client.PostAsync("/v1/models/mails:predict", wrong);
            Assert.Equal(400, status);
            Assert.DoesNotContain(Secret, problem.ToJsonString());
        }
        Assert.DoesNotContain(Secret, worker.Log);
    }
}
