using System.Net;
using System.Text;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Routing;
using static NlpTransfer.Worker.Tests.Experiments;

namespace NlpTransfer.Worker.Tests.Http;

public sealed partial class ApiTests : IAsyncLifetime
{
    private readonly TemporaryFolder folder = new();
    private HostedWorker worker = null!;

    private WorkerClient Client => worker.Client;

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        folder.Write("data/mails.csv", "text,label\n");
        worker = await HostedWorker.StartAsync(folder["worker"], o => o with { DataRoots = [folder["data"]] });
    }

    public async ValueTask DisposeAsync()
    {
        await worker.DisposeAsync();
        folder.Dispose();
    }

    [Theory]
    [InlineData("""{"experiment":{"corpus":"topic","backbon":"mean"}}""", "there is no option 'backbon'. Did you mean 'backbone'?")]
    [InlineData("""{"experiment":"corpus: topic\nbackbon: mean\n"}""", "experiment, line 2, column 1: there is no option 'backbon'. Did you mean 'backbone'?")]
    [InlineData("""{"experiment":"corpus: topic\nseed: [1, 2]\n"}""", "expected one run, found 2: 2 seed")]
    [InlineData("""{"experiment":"corpus: topic\nhalving: {}\n"}""", "experiment.halving: a job is one run")]
    [InlineData("""{"experiment":{"backbone":"mean"},"data":"../../etc/passwd"}""", "experiment.data: there is no such file or folder under this worker's data roots.")]
    [InlineData("""{"experiment":{"corpus":"topic","teacher":"/etc"}}""", "experiment.teacher: there is no such file or folder")]
    [InlineData("""{"experiment":{"task-data":[["a=/etc"]]}}""", "experiment.task-data: there is no such file or folder")]
    [InlineData("""{"experiment":{"corpus":"topic","device":"tpu"}}""", "experiment.device: must be auto, cpu or cuda, was 'tpu'.")]
    [InlineData("""{"experiment":{"corpus":"\ud800"}}""", "The JSON cannot be used at $.experiment")]
    [InlineData("""{"experiment":7}""", "experiment must be an object, or a text")]
    [InlineData("""{"experiment":{"data":"../../etc/passwd"}}""", "experiment.data: there is no such file or folder under this worker's data roots.")]
    [InlineData("""{"experiment":{"data":"mails.csv","backbone":"bert:/etc"}}""", "experiment.backbone: there is no such file or folder")]
    [InlineData("""{"experiment":{"data":"mails.csv","cache-folder":"/tmp"}}""", "experiment.cache-folder: the worker decides that.")]
    [InlineData("""{"experiment":{"data":"mails.csv","epochs":[1,2]}}""", "expected one run, found 2: 2 epochs")]
    [InlineData("""{"experiment":{"epochs":1}}""", "experiment.data: an experiment needs data")]
    [InlineData("""{"experiment":{"corpus":"topic"},"priority":1000,"device":"tpu"}""", "priority must be from -100 to 100, was 1000. device must be cpu or cuda, was 'tpu'.")]
    [InlineData("""{"experiment":{"corpus":"topic"},"surprise":1}""", "a field that is not known, missing or twice there")]
    [InlineData("""{"experiment":{"corpus":"topic"},"priority":"high"}""", "a value of another type")]
    [InlineData("""{"experiment":""", "The JSON cannot be used")]
    [InlineData("[]", "The JSON cannot be used")]
    [InlineData("null", "found null")]
    public async Task Submit_OfSomethingWrong_IsAProblemWithItsSentence(string body, string sentence)
    {
        var response = await Client.Http.PostAsync("/v1/jobs", new StringContent(body, Encoding.UTF8, "application/json"), Stop);
        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
        Assert.Equal("application/problem+json", response.Content.Headers.ContentType?.MediaType);
        var problem = JsonNode.Parse(await response.Content.ReadAsStringAsync(Stop))!;
        Assert.Equal(400, (int)problem["status"]!);
        Assert.Contains(sentence, (string?)problem["detail"]);
    }

    [Theory]
    [InlineData("""{"experiment":{"corpus":"topic","epochs":-1}}""")]
    [InlineData("""{"experiment":"corpus: topic\nepochs: -1\n"}""")]
    public async Task Submit_OfOptionsThatNoTrainingTakes_IsRefusedBeforeItWaits(string body)
    {
        foreach (var (path, sent) in new[] { ("/v1/jobs", body), ("/v1/schedules", $$"""{"name":"daily","cron":"0 0 3 * * ?","job":{{body}}}""") })
        {
            var response = await Client.Http.PostAsync(path, new StringContent(sent, Encoding.UTF8, "application/json"), Stop);
            Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
            Assert.Contains("'epochs' must be a whole number of at least 1, was '-1'.", (string?)JsonNode.Parse(await response.Content.ReadAsStringAsync(Stop))!["detail"]);
        }
        Assert.Empty((await Client.GetAsync("/v1/jobs"))["jobs"]!.AsArray());
    }

    [Theory]
    [InlineData("/")]
    [InlineData("/app.css")]
    [InlineData("/healthz")]
    [InlineData("/readyz")]
    [InlineData("/metrics")]
    [InlineData("/openapi.json")]
    [InlineData("/v1/jobs")]
    [InlineData("/v1/jobs/nothing")]
    [InlineData("/v1/models")]
    public async Task Head_AnswersAsGetWithoutTheBody(string path)
    {
        var got = await Client.Http.GetAsync(path, Stop);
        var head = await Client.Http.SendAsync(new HttpRequestMessage(HttpMethod.Head, path), Stop);
        Assert.Equal((got.StatusCode, got.Content.Headers.ContentType), (head.StatusCode, head.Content.Headers.ContentType));
        Assert.Equal(got.Headers.GetValues("Content-Security-Policy"), head.Headers.GetValues("Content-Security-Policy"));
        Assert.Empty(await head.Content.ReadAsByteArrayAsync(Stop));
    }

    [Fact]
    public async Task Head_OfEventsAndFiles_DoesNotWaitForTheJob()
    {
        var id = await Client.SubmitAsync(Job(Endless()));
        await Client.UntilAsync(id, "running");
        foreach (var path in new[] { "events", "artifacts" })
            Assert.Equal(HttpStatusCode.OK, (await Client.Http.SendAsync(new HttpRequestMessage(HttpMethod.Head, $"/v1/jobs/{id}/{path}"), Stop)).StatusCode);
        await Client.PostAsync($"/v1/jobs/{id}:cancel");
    }

    [Theory]
    [InlineData("GET", "/v1/jobs/nothing", 404)]
    [InlineData("GET", "/v1/jobs?state=sleeping", 400)]
    [InlineData("GET", "/v1/jobs?limit=0", 400)]
    [InlineData("POST", "/v1/jobs/nothing:cancel", 404)]
    [InlineData("GET", "/v1/jobs/nothing/events", 404)]
    [InlineData("GET", "/v1/models/nothing", 404)]
    [InlineData("POST", "/v1/models/nothing:rollback", 404)]
    [InlineData("DELETE", "/v1/schedules/nothing", 404)]
    [InlineData("DELETE", "/v1/jobs", 404)]
    [InlineData("GET", "/v2", 404)]
    public async Task Request_ForWhatIsNot_SaysSo(string method, string path, int status)
    {
        var response = await Client.Http.SendAsync(new HttpRequestMessage(new HttpMethod(method), path), Stop);
        Assert.Equal(status, (int)response.StatusCode);
    }

    [Fact]
    public async Task OpenApi_NamesEveryRoute()
    {
        var document = await Client.GetAsync("/openapi.json");
        Assert.StartsWith("3.", (string?)document["openapi"]);
        var described = document["paths"]!.AsObject().SelectMany(p => p.Value!.AsObject().Select(m => $"{m.Key.ToUpperInvariant()} {p.Key}")).Order(StringComparer.Ordinal);
        var mapped = worker.Service<IEnumerable<EndpointDataSource>>().SelectMany(s => s.Endpoints).OfType<RouteEndpoint>()
            .SelectMany(e => (e.Metadata.GetMetadata<HttpMethodMetadata>()?.HttpMethods ?? []).Where(m => m != "HEAD").Select(m => $"{m} {e.RoutePattern.RawText!.Replace("{**path}", "{path}")}"))
            .Where(r => r.Contains("/v1/") || r.Contains("/healthz") || r.Contains("/readyz") || r.Contains("/metrics") || r.Contains("/openapi")).Order(StringComparer.Ordinal);
        Assert.Equal(mapped, described);
    }

    [Fact]
    public async Task Events_OfATraining_BringStatesMetricsAndLogAndGoOnWhereTheyWereCut()
    {
        var id = await Client.SubmitAsync(Job(Small()));
        var all = await EventsAsync(id, "");
        Assert.Equal(["queued", "running", "succeeded"], all.Where(e => e.Type == "state").Select(e => (string)JsonNode.Parse(e.Data)!["state"]!));
        Assert.Contains(all, e => e.Type == "log" && e.Data.Contains("training"));
        var metrics = await Client.Http.GetStringAsync($"/v1/jobs/{id}/artifacts/metrics.jsonl", Stop);
        Assert.Equal(metrics.TrimEnd('\n').Split('\n'), all.Where(e => e.Type == "metrics").Select(e => e.Data));
        Assert.Equal("end", all[^1].Type);

        for (var cut = 0; cut < all.Count - 1; cut++)
        {
            var rest = await EventsAsync(id, all[cut].Id);
            Assert.Equal(Told(all), Told([.. all[..(cut + 1)], .. rest])); // nothing twice, nothing lost
            Assert.Equal("end", rest[^1].Type);
        }
    }

    [Fact]
    public async Task Metrics_AreInPrometheusFormat()
    {
        await Client.GetAsync("/v1/jobs");
        var text = await Client.Http.GetStringAsync("/metrics", Stop);
        Assert.Contains("nlptransfer_jobs{state=\"queued\"} 0\n", text);
        Assert.Contains("nlptransfer_http_request_seconds_count{route=\"/v1/jobs\",method=\"GET\",code=\"200\"} 1\n", text);
        Assert.All(text.TrimEnd('\n').Split('\n'), line => Assert.Matches(MetricLine(), line));
    }

    [Theory]
    [InlineData("..%2f..%2fjobs.db")]
    [InlineData("../../jobs.db")]
    [InlineData("%2fetc%2fpasswd")]
    [InlineData("model/../../../../jobs.db")]
    [InlineData("nothing")]
    public async Task Artifact_OutsideItsJob_IsNotFound(string path)
    {
        var id = await Client.SubmitAsync(Job(Endless()));
        await Client.UntilAsync(id, "running");
        Assert.Equal(404, (int)(await Client.Http.GetAsync($"/v1/jobs/{id}/artifacts/{path}", Stop)).StatusCode);
        await Client.PostAsync($"/v1/jobs/{id}:cancel");
    }

    [Fact]
    public async Task Request_FromAnotherSiteOrUnderAnotherName_IsRefused()
    {
        var cross = new HttpRequestMessage(HttpMethod.Post, "/v1/jobs") { Content = new StringContent("{}", Encoding.UTF8, "application/json") };
        cross.Headers.Add("Origin", "https://elsewhere.example");
        Assert.Equal(403, (int)(await Client.Http.SendAsync(cross, Stop)).StatusCode);
        var rebound = new HttpRequestMessage(HttpMethod.Get, "/v1/jobs");
        rebound.Headers.Host = "elsewhere.example";
        Assert.Equal(421, (int)(await Client.Http.SendAsync(rebound, Stop)).StatusCode);
    }

    [Fact]
    public async Task Schedule_FiresAndSubmitsEachTimeOnce()
    {
        var schedule = new JsonObject { ["name"] = "often", ["cron"] = "* * * * * ?", ["job"] = Job(Small(), j => j["name"] = "often") };
        Assert.Equal(201, (await Client.PostAsync("/v1/schedules", schedule)).Status);
        Assert.Equal(409, (await Client.PostAsync("/v1/schedules", schedule.DeepClone())).Status);
        Assert.Equal("often", (string?)(await Client.GetAsync("/v1/schedules"))["schedules"]![0]!["name"]);
        JsonArray jobs;
        while ((jobs = (await Client.GetAsync("/v1/jobs"))["jobs"]!.AsArray()).Count < 2) await Task.Delay(50, Stop);
        Assert.Equal(HttpStatusCode.NoContent, (await Client.Http.DeleteAsync("/v1/schedules/often", Stop)).StatusCode);
        Assert.Equal(jobs.Count, jobs.Select(j => (string)j!["key"]!).Distinct().Count());
        Assert.StartsWith("schedule often ", (string?)jobs[0]!["key"]);
    }

    private static IEnumerable<string> Told(List<(string Type, string Id, string Data)> events) => events.Select(e => $"{e.Type} {e.Data}").Order(StringComparer.Ordinal);

    private async Task<List<(string Type, string Id, string Data)>> EventsAsync(string id, string last)
    {
        var request = new HttpRequestMessage(HttpMethod.Get, $"/v1/jobs/{id}/events");
        if (last.Length > 0) request.Headers.Add("Last-Event-ID", last);
        var response = await Client.Http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, Stop);
        Assert.Equal("text/event-stream", response.Content.Headers.ContentType?.MediaType);
        var text = await response.Content.ReadAsStringAsync(Stop);
        return [.. text.Split("\n\n", StringSplitOptions.RemoveEmptyEntries).Where(e => e[0] != ':').Select(e => e.Split('\n')).Select(l => (l[0]["event: ".Length..], l[1]["id: ".Length..], l[2]["data: ".Length..]))];
    }

    [GeneratedRegex("""\A(# (HELP|TYPE) nlptransfer_\w+ .+|nlptransfer_\w+(\{\w+="[^"]*"(,\w+="[^"]*")*\})? -?[0-9.E+-]+|nlptransfer_\w+(\{.*\})? NaN)\z""")]
    private static partial Regex MetricLine();
}
