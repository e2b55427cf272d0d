using System.Diagnostics;
using System.Net.Http.Json;
using System.Security.Cryptography;
using System.Text.Json.Nodes;

namespace NlpTransfer.Worker.Tests;

/// <summary>Speaks to a worker.</summary>
internal sealed class WorkerClient(Uri address) : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(4);

    public HttpClient Http { get; } = new(new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = false }) { BaseAddress = address, Timeout = Patience };

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    public async Task<string> SubmitAsync(JsonObject job)
    {
        var response = await Http.PostAsJsonAsync("/v1/jobs", job, Stop);
        var body = await response.Content.ReadAsStringAsync(Stop);
        Assert.True(response.IsSuccessStatusCode, body);
        return (string)JsonNode.Parse(body)!["id"]!;
    }

    public async Task<JsonNode> GetAsync(string path)
    {
        var response = await Http.GetAsync(path, Stop);
        var body = await response.Content.ReadAsStringAsync(Stop);
        Assert.True(response.IsSuccessStatusCode, $"{path}: {(int)response.StatusCode} {body}");
        return JsonNode.Parse(body)!;
    }

    public Task<JsonNode> JobAsync(string id) => GetAsync($"/v1/jobs/{id}");

    /// <returns>Status and body.</returns>
    public async Task<(int Status, JsonNode Body)> PostAsync(string path, JsonNode? body = null)
    {
        var response = await Http.PostAsJsonAsync(path, body ?? new JsonObject(), Stop);
        return ((int)response.StatusCode, JsonNode.Parse(await response.Content.ReadAsStringAsync(Stop))!);
    }

    /// <summary>Waits until a job is in one of some states.</summary>
    public async Task<JsonNode> UntilAsync(string id, params string[] states)
    {
        var began = Stopwatch.GetTimestamp();
        while (true)
        {
            var job = await JobAsync(id);
            if (states.Contains((string?)job["state"])) return job;
            Assert.True(Stopwatch.GetElapsedTime(began) < Patience && (string?)job["state"] is not ("failed" or "succeeded" or "cancelled"), job.ToJsonString());
            await Task.Delay(20, Stop);
        }
    }

    /// <summary>Waits until a training has done so many steps.</summary>
    public async Task UntilStepAsync(string id, long step)
    {
        var began = Stopwatch.GetTimestamp();
        while (((long?)(await JobAsync(id))["progress"]?["step"] ?? 0) < step)
        {
            Assert.True(Stopwatch.GetElapsedTime(began) < Patience, (await JobAsync(id)).ToJsonString());
            await Task.Delay(20, Stop);
        }
    }

    /// <summary>What a training came to: hashes of weights and metrics.</summary>
    public async Task<string> OutcomeAsync(string id)
    {
        var hashes = new List<string>();
        foreach (var file in new[] { "model/model.safetensors", "metrics.jsonl" })
            hashes.Add(Convert.ToHexString(SHA256.HashData(await Http.GetByteArrayAsync($"/v1/jobs/{id}/artifacts/{file}", Stop))));
        return string.Join(' ', hashes);
    }

    public static string[] States(JsonNode job) => [.. job["changes"]!.AsArray().Select(c => (string)c!["state"]!)];

    public void Dispose() => Http.Dispose();
}
