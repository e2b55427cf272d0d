using System.Text;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;
using NlpTransfer.Worker.Jobs;

namespace NlpTransfer.Worker.Dashboard;

/// <summary>One job: what became of it, its curves, its schedule, its confusion matrix and its log.</summary>
internal sealed class JobPage(JobQueue queue, JobFiles files)
{
    private const int LogBytes = 32 << 10;

    public async Task<IResult> RenderAsync(string id, Role role, bool signsOut)
    {
        var job = await queue.GetAsync(id);
        var (changes, folder) = (await queue.ChangesAsync(id), files.Latest(job));
        return Page.Of(job.Name, $"""
            <h1>{Page.Text(job.Name)}</h1>
            <p><span class="state {JobRow.Word(job.State)}" id="state">{(job.IsPaused ? "paused" : JobRow.Word(job.State))}</span> <span id="reason">{Page.Text(job.Reason)}</span></p>
            {(role >= Role.Submit ? Actions(job) : "")}
            <section id="curves" data-job="{job.Id}" data-over="{(job.IsOver ? "1" : "0")}"><h2>Curves</h2>
            <p id="progress"></p>
            <figure><svg id="loss" viewBox="0 0 600 200" role="img" aria-label="Loss by step"></svg><figcaption><span class="key training">training loss</span> <span class="key validation">validation loss</span></figcaption></figure>
            <figure><svg id="accuracy" viewBox="0 0 600 200" role="img" aria-label="Validation figures by step"></svg><figcaption><span class="key accuracy">accuracy</span> <span class="key f1">macro F1</span></figcaption></figure></section>
            {ScheduleDrawing.Of(Read(folder, "experiment.json"))}
            {ConfusionTable.Of(job.Result)}
            <section><h2>History</h2><div class="wide"><table><thead><tr><th>When</th><th>State</th><th>Why</th></tr></thead><tbody>{string.Concat(changes.Select(Row))}</tbody></table></div></section>
            <section><h2>Log</h2><pre id="log">{Page.Text(Log(folder))}</pre></section>
            <section><h2>Experiment</h2><pre>{Page.Text(Experiment(job.Request))}</pre></section>
            """, signsOut);
    }

    private static string Experiment(JobRequest request) => request.Experiment is JsonObject keys ? keys.ToJsonString(new() { WriteIndented = true, Encoder = WorkerJson.Options.Encoder }) : request.Experiment.GetValue<string>();

    private static string Actions(Job job)
    {
        string[] actions = job switch
        {
            { IsPaused: true } => ["resume", "cancel"],
            { State: JobState.Queued or JobState.Running } => ["pause", "cancel"],
            { State: JobState.Failed or JobState.Cancelled, FilesRemoved: false } => ["retry"],
            _ => [],
        };
        return $"""<p class="actions">{string.Concat(actions.Select(a => $"""<button data-post="/v1/jobs/{job.Id}:{a}">{char.ToUpperInvariant(a[0])}{a[1..]}</button> """))}</p>""";
    }

    private static string Row(JobChange change) => $"<tr><td>{Page.Time(change.At)}</td><td>{JobRow.Word(change.State)}</td><td class=\"why\">{Page.Text(change.Reason)}</td></tr>";

    private static JsonNode? Read(string? folder, string file)
    {
        var path = folder is null ? null : Path.Combine(folder, file);
        return path is not null && File.Exists(path) ? JsonNode.Parse(File.ReadAllText(path)) : null;
    }

    // Its end; what follows comes with the events.
    private static string Log(string? folder)
    {
        if (folder is null || !File.Exists(JobFiles.Output(folder))) return "";
        using var file = new FileStream(JobFiles.Output(folder), FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
        file.Seek(-Math.Min(LogBytes, file.Length), SeekOrigin.End);
        using var reader = new StreamReader(file, Encoding.UTF8);
        return reader.ReadToEnd();
    }
}
