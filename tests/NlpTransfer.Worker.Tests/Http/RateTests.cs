using System.Net;

namespace NlpTransfer.Worker.Tests.Http;

public sealed class RateTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public async Task Requests_BeyondTheRate_AreToldWhenToComeAgainAndPredictionIsNot()
    {
        await using var worker = await HostedWorker.StartAsync(folder["worker"], o => o with { RequestsPerSecond = 1 });
        var stop = TestContext.Current.CancellationToken;
        var answers = new List<HttpResponseMessage>();
        for (var i = 0; i < 30; i++) answers.Add(await worker.Client.Http.GetAsync("/v1/jobs", stop));
        Assert.Equal(HttpStatusCode.OK, answers[0].StatusCode);
        var refused = answers.First(a => a.StatusCode == HttpStatusCode.TooManyRequests);
        Assert.Equal("1", refused.Headers.GetValues("Retry-After").Single());
        Assert.Contains("At most 1 requests a second", await refused.Content.ReadAsStringAsync(stop));
        for (var i = 0; i < 10; i++) Assert.Equal(404, (await worker.Client.PostAsync("/v1/models/none:predict", new System.Text.Json.Nodes.JsonObject { ["texts"] = new System.Text.Json.Nodes.JsonArray("a") })).Status);
    }
}
