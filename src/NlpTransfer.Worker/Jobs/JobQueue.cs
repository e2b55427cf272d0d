using System.Text.Json;
using NlpTransfer.Worker.Storage;

namespace NlpTransfer.Worker.Jobs;

/// <summary>Jobs in the store. Every change compares what it expects with what is there, in one statement, so that of two workers only one wins; each leaves its time and reason.</summary>
internal sealed class JobQueue(WorkerDatabase database, TimeProvider time)
{
    private const string Paused = "pause", Cancel = "cancel";

    private const string Record = "INSERT INTO nt_job_changes SELECT id, changes, @now, state, reason, @by FROM nt_jobs WHERE id = @id";

    private long Now => time.GetUtcNow().ToUnixTimeMilliseconds();

    /// <summary>Records a job, or finds the one with the same key.</summary>
    /// <exception cref="JobException">The key belongs to another job.</exception>
    public async Task<(Job Job, bool IsNew)> SubmitAsync(JobRequest request, long memory)
    {
        var spec = JsonSerializer.Serialize(request, WorkerJson.Options);
        var (id, now) = (NewId(), Now);
        var isNew = await database.ChangeAsync(
            """
            INSERT INTO nt_jobs (id, client_key, name, spec, device, memory, priority, state, reason, changes, paused, wanted, failures, token, worker, lease_until, not_before, created, queued, files_removed)
            VALUES (@id, @key, @name, @spec, @device, @memory, @priority, 'queued', 'submitted', 1, 0, '', 0, 0, '', 0, 0, @now, @now, 0)
            ON CONFLICT (client_key) DO NOTHING
            """,
            Record, ("id", id), ("key", request.Key), ("name", request.Name ?? id), ("spec", spec), ("device", request.Device), ("memory", memory), ("priority", request.Priority), ("now", now), ("by", ""));
        if (isNew) return (await GetAsync(id), true);
        var existing = (await database.QueryAsync("SELECT * FROM nt_jobs WHERE client_key = @key", JobRow.Read, ("key", request.Key)))[0];
        return JsonSerializer.Serialize(existing.Request, WorkerJson.Options) == spec
            ? (existing, false)
            : throw new JobException(JobFault.Conflict, $"The key '{request.Key}' belongs to job {existing.Id}, which asks for something else; choose another key.");
    }

    /// <exception cref="JobException">There is no such job.</exception>
    public async Task<Job> GetAsync(string id) => (await database.QueryAsync("SELECT * FROM nt_jobs WHERE id = @id", JobRow.Read, ("id", id))) is [var job]
        ? job
        : throw new JobException(JobFault.NotFound, "There is no such job.");

    /// <summary>Newest first.</summary>
    public Task<IReadOnlyList<Job>> ListAsync(JobState? state, int limit, string? before) => database.QueryAsync(
        $"SELECT * FROM nt_jobs WHERE (@any = 1 OR state = @state) AND (@before = '' OR id < @before) ORDER BY id DESC LIMIT {limit}",
        JobRow.Read, ("any", state is null ? 1 : 0), ("state", state is { } s ? JobRow.Word(s) : ""), ("before", before ?? ""));

    public Task<IReadOnlyList<JobChange>> ChangesAsync(string id, int after = 0) => database.QueryAsync(
        "SELECT * FROM nt_job_changes WHERE job_id = @id AND seq > @after ORDER BY seq", JobRow.ReadChange, ("id", id), ("after", after));

    public async Task<IReadOnlyDictionary<JobState, int>> CountsAsync()
    {
        var counts = await database.QueryAsync("SELECT state, COUNT(*) FROM nt_jobs GROUP BY state", r => (State: JobRow.State(r.GetString(0)), Count: Convert.ToInt32(r.GetValue(1))));
        return Enum.GetValues<JobState>().ToDictionary(s => s, s => counts.FirstOrDefault(c => c.State == s).Count);
    }

    /// <summary>What could be taken now, best first: what waits, and what belongs to a worker that gave no sign of life.</summary>
    public Task<IReadOnlyList<JobCandidate>> CandidatesAsync() => database.QueryAsync(
        """
        SELECT id, token, state, wanted, worker, lease_until, device, memory FROM nt_jobs
        WHERE (state = 'queued' AND paused = 0 AND not_before <= @now) OR state = 'running' OR state = 'stopping'
        ORDER BY priority DESC, queued, id LIMIT 200
        """, JobCandidate.Read, ("now", Now));

    /// <summary>Takes a job: from then on only who holds the new token changes it.</summary>
    /// <returns>The job; null when another was faster.</returns>
    public async Task<Job?> ClaimAsync(JobCandidate candidate, string worker, TimeSpan lease, string reason)
    {
        var now = Now;
        var taken = await database.ChangeAsync(
            """
            UPDATE nt_jobs SET state = 'running', reason = @reason, changes = changes + 1, wanted = '', token = token + 1, worker = @by, lease_until = @lease, started = @now, ended = NULL
            WHERE id = @id AND token = @token AND state = @state AND paused = 0
            """,
            Record, ("id", candidate.Id), ("token", candidate.Token), ("state", JobRow.Word(candidate.State)), ("reason", reason), ("by", worker), ("lease", now + (long)lease.TotalMilliseconds), ("now", now));
        return taken ? await GetAsync(candidate.Id) : null;
    }

    /// <summary>A sign of life.</summary>
    /// <returns>What somebody wants of the job; null when it is no longer ours.</returns>
    public async Task<JobWish?> BeatAsync(Job job, TimeSpan lease)
    {
        var mine = await database.ChangeAsync(
            "UPDATE nt_jobs SET lease_until = @lease WHERE id = @id AND token = @token AND (state = 'running' OR state = 'stopping')", null,
            ("id", job.Id), ("token", job.Token), ("lease", Now + (long)lease.TotalMilliseconds));
        if (!mine) return null;
        var wanted = await database.QueryAsync("SELECT wanted FROM nt_jobs WHERE id = @id AND token = @token", r => r.GetString(0), ("id", job.Id), ("token", job.Token));
        return wanted switch { [Cancel] => JobWish.Cancel, [Paused] => JobWish.Pause, [_] => JobWish.None, _ => null };
    }

    /// <summary>The end of an attempt.</summary>
    /// <returns>False when the job is no longer ours: nothing is changed then.</returns>
    public Task<bool> EndAsync(Job job, JobEnd end, string worker) => database.ChangeAsync(
        """
        UPDATE nt_jobs SET state = @state, reason = @reason, changes = changes + 1, wanted = '', worker = '', lease_until = 0,
            paused = @paused, failures = failures + @failed, not_before = @later, ended = @ended, result = @result
        WHERE id = @id AND token = @token AND (state = 'running' OR state = 'stopping')
        """,
        Record, ("id", job.Id), ("token", job.Token), ("state", JobRow.Word(end.State)), ("reason", end.Reason), ("by", worker), ("paused", end.IsPaused ? 1 : 0),
        ("failed", end.IsFailure ? 1 : 0), ("later", Now + (long)end.Delay.TotalMilliseconds), ("ended", end.State == JobState.Queued ? null : Now), ("result", end.Result?.ToJsonString()), ("now", Now));

    /// <summary>Wants a job to end. A waiting one is cancelled at once, a running one by its worker.</summary>
    public async Task<Job> CancelAsync(string id, string reason)
    {
        var job = await GetAsync(id);
        if (job.IsOver) throw new JobException(JobFault.Conflict, $"The job has {Past(job.State)}; there is nothing to cancel.");
        var done = await ChangeAsync(job, "state = 'queued'", "state = 'cancelled', paused = 0, ended = @now", reason)
            || await ChangeAsync(job, "(state = 'running' OR state = 'stopping')", $"state = 'stopping', wanted = '{Cancel}'", reason);
        return done ? await GetAsync(id) : await CancelAsync(id, reason); // it has changed between the two
    }

    /// <summary>Holds a job: a running one writes a checkpoint first.</summary>
    public async Task<Job> PauseAsync(string id, string reason)
    {
        var job = await GetAsync(id);
        if (job.IsOver || job.State == JobState.Stopping || job.IsPaused) throw new JobException(JobFault.Conflict, $"The job {(job.IsPaused ? "is paused" : job.State == JobState.Stopping ? "is stopping" : $"has {Past(job.State)}")}; there is nothing to pause.");
        var done = await ChangeAsync(job, "state = 'queued' AND paused = 0", "paused = 1", reason)
            || await ChangeAsync(job, "state = 'running'", $"state = 'stopping', wanted = '{Paused}'", reason);
        return done ? await GetAsync(id) : await PauseAsync(id, reason);
    }

    /// <summary>Lets a paused job go on.</summary>
    public async Task<Job> ResumeAsync(string id, string reason)
    {
        var job = await GetAsync(id);
        return await ChangeAsync(job, "state = 'queued' AND paused = 1", "paused = 0, queued = @now", reason)
            ? await GetAsync(id)
            : throw new JobException(JobFault.Conflict, "The job is not paused.");
    }

    /// <summary>Tries a failed or cancelled job again, from its last checkpoint.</summary>
    public async Task<Job> RetryAsync(string id, string reason)
    {
        var job = await GetAsync(id);
        return await ChangeAsync(job, "(state = 'failed' OR state = 'cancelled') AND files_removed = 0", "state = 'queued', failures = 0, not_before = 0, ended = NULL, queued = @now", reason)
            ? await GetAsync(id)
            : throw new JobException(JobFault.Conflict, job.FilesRemoved ? "The job's files are gone; submit it anew." : "Only a failed or cancelled job can be tried again.");
    }

    /// <summary>Ends what a lost worker was asked to end.</summary>
    public Task<bool> EndLostAsync(JobCandidate lost, string worker) => database.ChangeAsync(
        $"UPDATE nt_jobs SET state = @state, reason = @reason, changes = changes + 1, paused = @paused, wanted = '', worker = '', ended = @ended WHERE id = @id AND token = @token AND state = 'stopping' AND wanted = '{(lost.Wish == JobWish.Cancel ? Cancel : Paused)}'",
        Record, ("id", lost.Id), ("token", lost.Token), ("by", worker), ("now", Now), ("paused", lost.Wish == JobWish.Pause ? 1 : 0), ("ended", lost.Wish == JobWish.Cancel ? Now : null),
        ("state", lost.Wish == JobWish.Cancel ? "cancelled" : "queued"), ("reason", $"{(lost.Wish == JobWish.Cancel ? "cancelled" : "paused")}; its worker {lost.Worker} is gone"));

    /// <summary>Jobs over with files still there, those that ended first before the others.</summary>
    public Task<IReadOnlyList<Job>> OverWithFilesAsync() => database.QueryAsync("SELECT * FROM nt_jobs WHERE ended IS NOT NULL AND files_removed = 0 ORDER BY ended, id", JobRow.Read);

    /// <summary>Notes that a job's files are gone, before they go.</summary>
    public Task<bool> ForgetFilesAsync(string id) => database.ChangeAsync("UPDATE nt_jobs SET files_removed = 1 WHERE id = @id AND ended IS NOT NULL AND files_removed = 0", null, ("id", id));

    private Task<bool> ChangeAsync(Job job, string condition, string assignments, string reason) => database.ChangeAsync(
        $"UPDATE nt_jobs SET {assignments}, reason = @reason, changes = changes + 1 WHERE id = @id AND {condition}",
        Record, ("id", job.Id), ("reason", reason), ("by", ""), ("now", Now));

    private static string Past(JobState state) => state == JobState.Cancelled ? "been cancelled" : JobRow.Word(state);

    // Sorted as submitted: milliseconds first, then what keeps two of the same apart.
    private string NewId() => $"{Now:x12}{Convert.ToHexStringLower(System.Security.Cryptography.RandomNumberGenerator.GetBytes(5))}";
}
