using Microsoft.AspNetCore.Http;
using NlpTransfer.Worker.Jobs;

namespace NlpTransfer.Worker.Http;

/// <summary>The files of a job's latest attempt, and no others.</summary>
internal sealed class JobArtifacts(JobQueue queue, JobFiles files)
{
    public async Task<IResult> ListAsync(string id)
    {
        var folder = await FolderAsync(id);
        var found = new DirectoryInfo(folder).EnumerateFiles("*", new EnumerationOptions { RecurseSubdirectories = true, AttributesToSkip = FileAttributes.ReparsePoint })
            .Select(f => new Artifact(Path.GetRelativePath(folder, f.FullName), f.Length)).OrderBy(a => a.Path, StringComparer.Ordinal);
        return Results.Json(new { Artifacts = found.ToArray() }, WorkerJson.Options);
    }

    public async Task<IResult> GetAsync(string id, string path)
    {
        var folder = ExperimentPaths.Resolve(await FolderAsync(id));
        if (path.Contains('\0') || path.Contains('\\')) throw Missing();
        var file = ExperimentPaths.Resolve(Path.GetFullPath(path, folder));
        if (!ExperimentPaths.IsWithin(file, folder) || !File.Exists(file)) throw Missing();
        return Results.File(file, Path.GetExtension(file) switch
        {
            ".json" => "application/json",
            ".jsonl" => "application/jsonl",
            ".txt" or ".md" => "text/plain; charset=utf-8",
            ".html" => "text/plain; charset=utf-8", // never run in the worker's own name
            _ => "application/octet-stream",
        }, Path.GetFileName(file), enableRangeProcessing: true);
    }

    private async Task<string> FolderAsync(string id)
    {
        var job = await queue.GetAsync(id);
        return !job.FilesRemoved && files.Latest(job) is { } folder ? folder : throw new JobException(JobFault.NotFound, job.FilesRemoved ? "The job's files were removed, for their age or for room." : "The job has no files yet.");
    }

    private static JobException Missing() => new(JobFault.NotFound, "The job has no such file.");

    private sealed record Artifact(string Path, long Bytes);
}
