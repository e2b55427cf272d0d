using System.CommandLine;
using System.CommandLine.Parsing;
using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using NlpTransfer.Experiments;

namespace NlpTransfer.Cli.Verbs.Run;

/// <summary>Sends the runs of an experiment to a worker, each as a job.</summary>
internal sealed class JobSubmission(VerbRun run, string address)
{
    private const string KeyVariable = "NLPTRANSFER_API_KEY", Jobs = "v1/jobs";
    private const int LongestName = 100;
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    /// <summary>The worker.</summary>
    public static readonly Option<string?> Address = Typed.Text("--submit", "URL", "send each run to the worker at this address, such as http://127.0.0.1:8080, and print the jobs' ids; nothing is trained here");

    /// <summary>Who sends them.</summary>
    public static readonly Option<string?> Key = Typed.Text("--api-key", "KEY", $"the worker's key for --submit; better in the environment variable {KeyVariable}, because others may see commands");

    /// <summary>Faults of what was typed.</summary>
    /// <param name="local">Options about trainings in this machine.</param>
    public static IEnumerable<string> Faults(ParseResult arguments, IReadOnlyList<Option> local)
    {
        if (arguments.GetValue(Address) is not { } address)
        {
            if (arguments.GetValue(Key) is not null) yield return $"{Key.Name} is for {Address.Name} URL.";
            yield break;
        }
        if (!Uri.TryCreate(address, UriKind.Absolute, out var uri) || uri.Scheme is not ("http" or "https")) yield return $"{Address.Name} must be the address of a worker, such as http://127.0.0.1:8080, was '{address}'.";
        foreach (var option in local.Where(o => arguments.GetResult(o) is OptionResult { Implicit: false })) yield return $"{option.Name} is about trainings in this machine; leave it out with {Address.Name}.";
    }

    /// <summary>Sends them, and prints each job's id with the run's name.</summary>
    /// <exception cref="HttpRequestException">There is no worker, or it refuses; what was sent before stays.</exception>
    public async Task<int> SendAsync(Experiment experiment)
    {
        if (experiment.Halving is not null) throw new UsageException($"{experiment.Source}: 'halving' waits for one round before the next, which a worker's queue does not; leave out {Address.Name}.");
        using var client = new HttpClient { BaseAddress = new Uri(address.TrimEnd('/') + '/'), Timeout = Patience };
        if ((run.Value(Key) ?? Environment.GetEnvironmentVariable(KeyVariable)) is { Length: > 0 } key) client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", key);
        var sent = new List<(string Name, string Id, bool IsNew)>();
        foreach (var trial in experiment.Trials)
        {
            var (id, isNew) = await SendAsync(client, Job(experiment, trial));
            sent.Add((trial.Name, id, isNew));
            if (!run.Json) run.Terminal.Output.WriteLine($"{id}  {trial.Name}");
        }
        Tell(sent);
        return ExitCode.Done;
    }

    // The same run sent again is the same job, as a run that is done is not done again here.
    private static JsonObject Job(Experiment experiment, Trial trial)
    {
        var name = trial.Name == experiment.Name ? trial.Name : $"{experiment.Name} {trial.Name}";
        var job = new JsonObject { ["name"] = name[..Math.Min(name.Length, LongestName)], ["experiment"] = trial.ToFile(ExperimentArguments.Keys) };
        job["key"] = $"run {System.Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(job.ToJsonString())))}";
        return job;
    }

    private async Task<(string Id, bool IsNew)> SendAsync(HttpClient client, JsonObject job)
    {
        try
        {
            using var response = await client.PostAsJsonAsync(Jobs, job, run.Stop);
            var answer = await response.Content.ReadAsStringAsync(run.Stop);
            if (response.IsSuccessStatusCode && Field(answer, "id") is { } id) return (id, response.StatusCode == HttpStatusCode.Created);
            throw new HttpRequestException(Refusal(job, response.StatusCode, Field(answer, "detail")));
        }
        catch (HttpRequestException error) when (error.HttpRequestError != HttpRequestError.Unknown)
        {
            throw new HttpRequestException($"There is no worker at {address}: {Reason(error)} Start one with 'nlp-transfer worker', or name another address with {Address.Name}.");
        }
        catch (TaskCanceledException) when (!run.Stop.IsCancellationRequested)
        {
            throw new HttpRequestException($"The worker at {address} did not answer within {Patience.TotalSeconds} s; the same command sends what is missing.");
        }
    }

    private string Refusal(JsonObject job, HttpStatusCode status, string? detail) => (status, detail) switch
    {
        (_, null) => $"What answers at {address} is no worker: it said {(int)status} and nothing that can be read. Name the worker's own address, such as http://127.0.0.1:8080.",
        (HttpStatusCode.Unauthorized or HttpStatusCode.Forbidden, _) => $"The worker at {address} refuses: {detail} A key comes from {KeyVariable} or {Key.Name}; 'nlp-transfer worker --keys FILE --new-key NAME:submit' makes one.",
        _ => $"The worker at {address} refuses '{job["name"]}': {detail}",
    };

    private static string Reason(HttpRequestException error) => (error.InnerException ?? error).Message.TrimEnd('.') + ".";

    private static string? Field(string answer, string name)
    {
        try
        {
            return JsonNode.Parse(answer) is JsonObject found ? (string?)found[name] : null;
        }
        catch (Exception error) when (error is JsonException or InvalidOperationException)
        {
            return null; // a page of something else
        }
    }

    private void Tell(List<(string Name, string Id, bool IsNew)> sent)
    {
        if (run.Json) JsonOutput.WriteDocument(run.Terminal.Output, new { Worker = address, Jobs = sent.Select(s => new { s.Name, s.Id, New = s.IsNew }) });
        var known = sent.Count(s => !s.IsNew);
        run.Terminal.Error.WriteLine($"{sent.Count - known} sent to {address}{(known > 0 ? $"; {known} are its jobs already, as what was sent again is the same" : "")}.");
    }
}
