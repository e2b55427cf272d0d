using System.Globalization;
using Microsoft.AspNetCore.Http;
using NlpTransfer.Worker.Jobs;

namespace NlpTransfer.Worker.Dashboard;

/// <summary>All jobs, a form for a new one, and a box to try a model.</summary>
internal sealed class OverviewPage(JobQueue queue, JobFiles files, Models.ModelRegistry models)
{
    private const int Shown = 100;

    private const string Example = """
        corpus: sms-spam
        vectors: glove-100d-sample
        backbone: cnn
        epochs: 3
        """;

    public async Task<IResult> RenderAsync(Role role, bool signsOut)
    {
        var (jobs, counts, known) = (await queue.ListAsync(null, Shown, null), await queue.CountsAsync(), await models.ListAsync());
        return Page.Of("Jobs", $"""
            <h1>Jobs</h1>
            <p class="counts">{string.Join(" ", counts.Select(c => $"""<span class="state {JobRow.Word(c.Key)}">{c.Value} {JobRow.Word(c.Key)}</span>"""))}</p>
            {Jobs(jobs)}
            {(role >= Role.Submit ? Submit : "")}
            {Models(known)}
            """, signsOut);
    }

    private string Jobs(IReadOnlyList<Job> jobs) => jobs.Count == 0 ? "<p>None yet.</p>" : $"""
        <div class="wide"><table id="jobs"><thead><tr><th>Name</th><th>State</th><th>Progress</th><th>Accuracy</th><th>Submitted</th><th>Why</th></tr></thead><tbody>
        {string.Concat(jobs.Select(Row))}
        </tbody></table></div>
        """;

    private string Row(Job job)
    {
        var progress = job.State is JobState.Running or JobState.Stopping ? JobProgress.Read(files.Latest(job)) : null;
        return $"""
            <tr><td><a href="/jobs/{job.Id}">{Page.Text(job.Name)}</a></td><td><span class="state {JobRow.Word(job.State)}">{(job.IsPaused ? "paused" : JobRow.Word(job.State))}</span></td>
            <td>{(progress is null ? "" : string.Create(CultureInfo.InvariantCulture, $"{progress.Step} of {progress.MaxSteps}"))}</td>
            <td>{Accuracy(job)}</td><td>{Page.Time(job.Created)}</td><td class="why">{Page.Text(job.Reason)}</td></tr>
            """;
    }

    private static string Accuracy(Job job) => (job.Result?["test"] ?? job.Result?["validation"])?["accuracy"] is { } accuracy ? Page.Figure((double?)accuracy) : "";

    private static string Submit => $"""
        <section><h2>New job</h2>
        <form id="submit"><label>Name <input name="name" maxlength="100"></label>
        <label>Model to become a version of <input name="model" maxlength="60" pattern="[a-z0-9][a-z0-9_\-]*" placeholder="none"></label>
        <label>Priority <input name="priority" type="number" min="-100" max="100" value="0"></label>
        <label class="full">Experiment, as a file of one has it <textarea name="experiment" rows="7" spellcheck="false">{Page.Text(Example)}</textarea></label>
        <button>Submit</button> <output></output></form></section>
        """;

    private static string Models(IReadOnlyList<ModelInfo> models) => models.Count == 0 ? "" : $"""
        <section><h2>Try a model</h2>
        <form id="try"><label>Model <select name="model">{string.Concat(models.Select(m => $"""<option value="{m.Name}">{m.Name} (version {m.Present})</option>"""))}</select></label>
        <label class="full">Text <textarea name="text" rows="3"></textarea></label>
        <button>Predict</button><div id="answer" aria-live="polite"></div></form></section>
        """;
}
