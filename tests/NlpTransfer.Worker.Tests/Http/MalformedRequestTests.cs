using System.Net;
using System.Net.Sockets;
using System.Text;
using System.Text.Json.Nodes;

namespace NlpTransfer.Worker.Tests.Http;

/// <summary>Requests that nobody should send: 10,000 with NLPTRANSFER_FULL=1, else 1,000.</summary>
[Collection(Alone.Name)]
public sealed class MalformedRequestTests : IAsyncLifetime
{
    private static readonly int Count = Environment.GetEnvironmentVariable("NLPTRANSFER_FULL") == "1" ? 10_000 : 1_000;

    private const int Rounds = 4;

    private static readonly string[] Paths =
    [
        "/v1/jobs", "/v1/jobs/x:cancel", "/v1/jobs/x:pause", "/v1/jobs/x:resume", "/v1/jobs/x:retry", "/v1/schedules", "/v1/models/x/versions", "/v1/models/..%2fx/versions", "/v1/models/x:promote", "/v1/models/x:rollback",
        "/v1/models/x:predict", "/login",
    ];

    private static readonly string[] Named = ["/v1/models/", "/v1/jobs/", "/v1/jobs/x/events?", "/v1/schedules/", "/v1/jobs?before=x&state=", "/v1/jobs/x/artifacts/", "/v2/"];

    private static readonly string[] Bodies =
    [
        "", "{", "[", "nul", "\"", "{}", "[]", "0", "true", "null", "{\"experiment\":null}", "{\"experiment\":[]}", "{\"experiment\":{}}", "{\"experiment\":{\"data\":\"../../../etc/passwd\"}}",
        "{\"experiment\":{\"data\":{\"a\":1}}}", "{\"experiment\":\"\"}", "{\"experiment\":\"[[[[\"}", "{\"experiment\":\"a: &a [*a]\"}", "{\"experiment\":\"corpus: topic\\nseed: [1,2]\"}", "{\"experiment\":\"\\ud800\"}", "{\"experiment\":{\"\\ud800\":1}}", "{\"experiment\":7}", "{\"experiment\":{\"corpus\":\"topic\",\"out\":\"/tmp\"}}", "{\"experiment\":{\"corpus\":\"topic\"},\"extra\":1}", "{\"experiment\":{\"corpus\":\"topic\"},\"priority\":1e99}",
        "{\"experiment\":{\"corpus\":\"topic\"},\"priority\":\"1\"}", "{\"experiment\":{\"corpus\":\"a\\u0000b\"}}", "{\"experiment\":{\"corpus\":\"topic\",\"corpus\":\"topic\"}}", "{\"texts\":[null]}", "{\"texts\":{}}", "{\"images\":[\"%\"]}",
        "{\"version\":-1}", "{\"version\":99999999999}", "{\"job\":\"../x\"}", "{\"name\":\"../x\",\"cron\":\"* * * * * ?\",\"job\":{\"experiment\":{}}}", "\u00ff\u00fe", "{\"experiment\":{\"corpus\":\"\ud800\"}}",
    ];

    // What `run --submit` and the dashboard's form send: experiment files as text.
    private static readonly string[] Files =
    [
        "corpus: topic\nbackbon: mean\n", "corpus: topic\nhalving: {}\n", "corpus: topic\nlearning-curve: {examples: [1]}\n", "corpus: topic\ndropout: [0, 1]\n", "corpus: topic\ngrid: [{seed: [1]}, {seed: [2]}]\n",
        "corpus: topic\nschedule: {name: x, phases: []}\n", "corpus: topic\nschedule: ../../x.yaml\n", "data: ../../../etc/passwd\n", "data: [a, b]\n", "corpus: topic\ntask-data: [[a=/etc/passwd]]\n", "corpus: topic\nteacher: /etc\n",
        "corpus: topic\nunlabelled: /etc/passwd\n", "corpus: topic\nbackbone: bert:/etc\n", "corpus: topic\nbackbone: classifier:../x\n", "corpus: topic\ncache-folder: /tmp\n", "corpus: topic\nout: /tmp\n", "corpus: topic\ncorpus: topic\n",
        "a: &a {b: *a}\n", "a: [b\n", "\t", "--- x\n--- y\n", "corpus: topic\ndevice: tpu\n", "{\"corpus\": \"topic\", \"seed\": [1, 2]}",
    ];

    private readonly TemporaryFolder folder = new();
    private HostedWorker worker = null!;

    public async ValueTask InitializeAsync() => worker = await HostedWorker.StartAsync(folder["worker"], o => o with { MaxRequestBytes = 64 << 10 });

    public async ValueTask DisposeAsync()
    {
        await worker.DisposeAsync();
        folder.Dispose();
    }

    [Fact]
    public async Task Requests_ThatAreMalformed_AreAnswered4xxAndLeaveTheHostAsItWas()
    {
        await SendAsync(Count / 10, new Random(1));
        var (random, answers, grown) = (new Random(2), new List<(string Request, HttpStatusCode Status)>(), new List<long>());
        for (var round = 0; round < Rounds; round++)
        {
            var before = Settled();
            answers.AddRange(await SendAsync(Count / Rounds, random));
            grown.Add(Settled() - before);
        }
        Assert.All(answers, a => Assert.True((int)a.Status is >= 400 and <= 499, $"{a.Request}: {a.Status}"));
        Assert.True(answers.Select(a => a.Status).Distinct().Count() >= 3);
        // The server's buffers grow to what the largest moment needs and stay; what is kept of each request would show in every round.
        Assert.True(grown.Min() < 300 << 10, $"bytes more on the managed heap after each {Count / Rounds} requests: {string.Join(", ", grown)}");
        Assert.Equal("ready", (string?)(await worker.Client.GetAsync("/readyz"))["status"]);
        Assert.Empty((await worker.Client.GetAsync("/v1/jobs"))["jobs"]!.AsArray());
    }

    [Theory]
    [InlineData("GET /v1/jobs HTTP/9.9\r\n\r\n")]
    [InlineData("GET\r\n\r\n")]
    [InlineData("\0\0\0\0\r\n\r\n")]
    [InlineData("GET /v1/jobs/../../etc HTTP/1.1\r\n\r\n")]
    [InlineData("POST /v1/jobs HTTP/1.1\r\nHost: localhost\r\nContent-Length: -5\r\n\r\n")]
    [InlineData("POST /v1/jobs HTTP/1.1\r\nHost: localhost\r\nContent-Length: 99999999999\r\nContent-Type: application/json\r\n\r\n{}")]
    [InlineData("POST /v1/jobs HTTP/1.1\r\nHost: localhost\r\nTransfer-Encoding: chunked\r\nContent-Type: application/json\r\n\r\nzz\r\n")]
    public async Task Bytes_ThatAreNoRequest_AreAnsweredAsSuch(string bytes)
    {
        using var client = new TcpClient();
        await client.ConnectAsync(IPAddress.Loopback, worker.Client.Http.BaseAddress!.Port, TestContext.Current.CancellationToken);
        var stream = client.GetStream();
        await stream.WriteAsync(Encoding.Latin1.GetBytes(bytes), TestContext.Current.CancellationToken);
        using var reader = new StreamReader(stream);
        Assert.Matches(@"\AHTTP/1.1 (4\d\d|505) ", await reader.ReadLineAsync(TestContext.Current.CancellationToken) ?? "");
    }

    private async Task<IReadOnlyList<(string Request, HttpStatusCode Status)>> SendAsync(int count, Random random)
    {
        var requests = Enumerable.Range(0, count).Select(_ => Make(random)).ToList();
        var answers = new List<(string, HttpStatusCode)>();
        foreach (var chunk in requests.Chunk(8))
            answers.AddRange(await Task.WhenAll(chunk.Select(async r =>
            {
                var text = $"{r.Method} {r.RequestUri} {(r.Content is null ? "" : await r.Content.ReadAsStringAsync(TestContext.Current.CancellationToken))}";
                using var response = await worker.Client.Http.SendAsync(r, TestContext.Current.CancellationToken);
                await response.Content.ReadAsByteArrayAsync(TestContext.Current.CancellationToken);
                return (text[..Math.Min(200, text.Length)], response.StatusCode);
            })));
        return answers;
    }

    private static HttpRequestMessage Make(Random random)
    {
        switch (random.Next(8))
        {
            case 0:
                return new HttpRequestMessage(HttpMethod.Get, $"/v1/jobs/{Noise(random)}/artifacts/..%2f..%2f{Noise(random)}");
            case 1:
                return new HttpRequestMessage(random.Next(2) == 0 ? HttpMethod.Put : HttpMethod.Delete, Paths[random.Next(Paths.Length)]);
            case 2:
                return new HttpRequestMessage(HttpMethod.Get, $"/v1/jobs?limit=x{Noise(random)}");
            case 3 when random.Next(4) == 0:
                var huge = Post(random, new string(' ', (64 << 10) + random.Next(1000)) + "{}", "application/json");
                huge.Headers.ExpectContinue = true; // asks first: a server that hangs up on a body takes its answer with it
                return huge;
            case 4:
                var (file, isCut) = (Files[random.Next(Files.Length)], random.Next(3) == 0);
                var job = new JsonObject { ["experiment"] = isCut ? file[..random.Next(file.Length)] + Noise(random) : file, ["key"] = Noise(random) };
                if (isCut) job["data"] = $"../{Noise(random)}"; // what is left may be a file that could be run
                return Post(job.ToJsonString(), "application/json", "/v1/jobs");
            case 5:
                return new HttpRequestMessage(random.Next(2) == 0 ? HttpMethod.Get : HttpMethod.Delete, $"{Named[random.Next(Named.Length)]}x{Noise(random)}");
            case 6:
                return Post(random, Bodies[random.Next(Bodies.Length)], random.Next(2) == 0 ? "text/plain" : "application/xml");
            default:
                var body = Bodies[random.Next(Bodies.Length)];
                return Post(random, random.Next(3) == 0 ? body[..random.Next(body.Length + 1)] + Noise(random) : body, "application/json");
        }
    }

    private static HttpRequestMessage Post(Random random, string body, string type) => Post(body, type, Paths[random.Next(Paths.Length)]);

    private static HttpRequestMessage Post(string body, string type, string path) =>
        new(HttpMethod.Post, path) { Content = new ByteArrayContent(Encoding.Latin1.GetBytes(body)) { Headers = { ContentType = new(type) } } };

    private static string Noise(Random random) => Uri.EscapeDataString(new string([.. Enumerable.Range(0, 1 + random.Next(12)).Select(_ => (char)(33 + random.Next(90)))]));

    private static long Settled()
    {
        for (var i = 0; i < 3; i++)
        {
            GC.Collect();
            GC.WaitForPendingFinalizers();
        }
        return GC.GetTotalMemory(forceFullCollection: true);
    }
}
