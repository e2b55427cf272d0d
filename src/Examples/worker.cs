#:property PublishAot=false
using System.Net.Http.Json;
using System.Text.Json.Nodes;

// A worker on this machine, started with 'nlp-transfer worker'; for one elsewhere its address, and a key in the environment.
using var worker = new HttpClient { BaseAddress = new Uri(args.FirstOrDefault() ?? "http://127.0.0.1:8080") };
if (Environment.GetEnvironmentVariable("NLPTRANSFER_API_KEY") is { } key) worker.DefaultRequestHeaders.Authorization = new("Bearer", key);

// A job is one run of an experiment file. What it trains becomes the next version of the model "spam".
const string experiment = """
    corpus: sms-spam
    vectors: glove-100d-sample
    backbone: cnn
    max-tokens: 60
    """;
var job = await ReadAsync(await worker.PostAsJsonAsync("/v1/jobs", new { experiment, model = "spam" }));

// States, metrics and log come as server-sent events until the job is over.
using (var events = new StreamReader(await worker.GetStreamAsync($"/v1/jobs/{job["id"]}/events")))
    for (var type = ""; await events.ReadLineAsync() is { } line;)
    {
        if (line.StartsWith("event: ")) type = line["event: ".Length..];
        if (line.StartsWith("data: ") && type == "state") Console.WriteLine(JsonNode.Parse(line["data: ".Length..])!["state"]);
    }

job = await ReadAsync(await worker.GetAsync($"/v1/jobs/{job["id"]}"));
Console.WriteLine($"accuracy {(double)job["result"]!["test"]!["accuracy"]!:F2}");
var answer = await ReadAsync(await worker.PostAsJsonAsync("/v1/models/spam:predict", new { texts = new[] { "You have won a prize, text CLAIM to 80082 now" } }));
Console.WriteLine($"version {answer["version"]}: {answer["predictions"]![0]!["label"]}");

// A request that is refused comes back with a sentence.
static async Task<JsonNode> ReadAsync(HttpResponseMessage response)
{
    var body = JsonNode.Parse(await response.Content.ReadAsStringAsync())!;
    return response.IsSuccessStatusCode ? body : throw new InvalidOperationException((string?)body["detail"]);
}
