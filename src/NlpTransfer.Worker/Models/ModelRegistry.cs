using NlpTransfer.Worker.Jobs;
using NlpTransfer.Worker.Storage;

namespace NlpTransfer.Worker.Models;

/// <summary>Models by name and version: folders of classifiers, and in the store which version answers.</summary>
internal sealed class ModelRegistry(WorkerDatabase database, WorkerOptions options)
{
    private const string Present = "(SELECT version FROM nt_promotions p WHERE p.name = m.name ORDER BY seq DESC LIMIT 1)";

    private int changes;

    /// <summary>Goes up whenever this process changes which version of a model answers.</summary>
    public int Changes => Volatile.Read(ref changes);

    private long Now => options.Time.GetUtcNow().ToUnixTimeMilliseconds();

    /// <summary>The classifier's folder of a version.</summary>
    public string Folder(string name, int version) => Path.Combine(options.ModelsFolder, name, $"{version:d4}");

    /// <summary>Every model with its versions, the oldest first.</summary>
    public async Task<IReadOnlyList<ModelInfo>> ListAsync()
    {
        var rows = await database.QueryAsync($"SELECT name, version, job_id, created, {Present} FROM nt_models m ORDER BY name, version", r => (
            Name: r.GetString(0), Version: new ModelVersion(r.GetInt32(1), r.IsDBNull(2) ? null : r.GetString(2), DateTimeOffset.FromUnixTimeMilliseconds(r.GetInt64(3))), Present: r.IsDBNull(4) ? (int?)null : r.GetInt32(4)));
        return [.. rows.GroupBy(r => r.Name).Select(g => new ModelInfo(g.Key, g.First().Present, [.. g.Select(r => r.Version)]))];
    }

    /// <exception cref="JobException">There is no such model.</exception>
    public async Task<ModelInfo> GetAsync(string name) => (await ListAsync()).FirstOrDefault(m => m.Name == name) ?? throw new JobException(JobFault.NotFound, "There is no such model.");

    /// <summary>Registers what a job trained, where it asked for that; the same job twice gives one version.</summary>
    public async Task AddTrainedAsync(Job job, string folder)
    {
        if (job.Request.Model is { } name) await AddAsync(name, job.Id, folder, promote: true);
    }

    /// <summary>A further version.</summary>
    /// <exception cref="JobException">The name or the folder cannot be.</exception>
    public async Task<ModelVersion> AddAsync(string name, string jobId, string folder, bool promote)
    {
        if (!ModelName.IsValid(name)) throw new JobException(JobFault.Invalid, ModelName.Fault(name));
        if (!File.Exists(Path.Combine(folder, "config.json"))) throw new JobException(JobFault.Conflict, "The job has no classifier: it is not done, or its files are gone.");
        var version = await FindAsync(name, jobId) ?? await ReserveAsync(name, jobId);
        Copy(folder, Folder(name, version.Version));
        if (promote) await PromoteAsync(name, version.Version);
        return version;
    }

    /// <summary>Lets a version answer from now on.</summary>
    /// <exception cref="JobException">There is no such version.</exception>
    public async Task PromoteAsync(string name, int version)
    {
        var model = await GetAsync(name);
        if (model.Versions.All(v => v.Version != version)) throw new JobException(JobFault.NotFound, $"The model has no version {version}; it has {string.Join(", ", model.Versions.Select(v => v.Version))}.");
        if (model.Present == version) return;
        await database.ChangeAsync("INSERT INTO nt_promotions (name, seq, version, at) SELECT @name, COALESCE(MAX(seq), 0) + 1, @version, @at FROM nt_promotions WHERE name = @name", null, ("name", name), ("version", version), ("at", Now));
        Interlocked.Increment(ref changes);
    }

    /// <summary>Lets the version answer that did before the present one.</summary>
    /// <exception cref="JobException">There is none.</exception>
    public async Task RollBackAsync(string name)
    {
        await GetAsync(name);
        var done = await database.ChangeAsync(
            "DELETE FROM nt_promotions WHERE name = @name AND seq = (SELECT MAX(seq) FROM nt_promotions WHERE name = @name) AND (SELECT COUNT(*) FROM nt_promotions WHERE name = @name) > 1", null, ("name", name));
        if (!done) throw new JobException(JobFault.Conflict, "No version answered before the present one.");
        Interlocked.Increment(ref changes);
    }

    private async Task<ModelVersion?> FindAsync(string name, string jobId) =>
        (await ListAsync()).FirstOrDefault(m => m.Name == name)?.Versions.FirstOrDefault(v => v.JobId == jobId);

    // The number is taken before the files are copied: two workers never write to one folder.
    private async Task<ModelVersion> ReserveAsync(string name, string jobId)
    {
        await database.ChangeAsync("INSERT INTO nt_models (name, version, job_id, created) SELECT @name, COALESCE(MAX(version), 0) + 1, @job, @at FROM nt_models WHERE name = @name", null, ("name", name), ("job", jobId), ("at", Now));
        return (await FindAsync(name, jobId))!;
    }

    private static void Copy(string source, string target)
    {
        if (Directory.Exists(target)) return;
        var temporary = $"{target}.{Guid.NewGuid():n}.tmp";
        CopyAll(source, temporary);
        try
        {
            Directory.Move(temporary, target);
        }
        catch (IOException) when (Directory.Exists(target))
        {
            Directory.Delete(temporary, recursive: true); // whoever took the job over was faster, with the same bits
        }
    }

    private static void CopyAll(string source, string target)
    {
        Directory.CreateDirectory(target);
        foreach (var file in Directory.EnumerateFiles(source)) File.Copy(file, Path.Combine(target, Path.GetFileName(file)));
        foreach (var folder in Directory.EnumerateDirectories(source)) CopyAll(folder, Path.Combine(target, Path.GetFileName(folder)));
    }
}
