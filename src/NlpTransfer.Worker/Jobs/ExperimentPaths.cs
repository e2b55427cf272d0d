namespace NlpTransfer.Worker.Jobs;

/// <summary>The one gate between paths in requests and the disk: what lies outside the data roots, links resolved, is refused.</summary>
internal sealed class ExperimentPaths(IReadOnlyList<string> roots)
{
    private const int MostLinks = 40;

    private readonly string[] roots = [.. roots.Select(r => Resolve(Path.GetFullPath(r)))];

    /// <summary>The path in full; a relative one is looked for in each root.</summary>
    /// <exception cref="JobException">It is not there, or elsewhere.</exception>
    public string Find(string key, string path)
    {
        if (path.Length is 0 or > 1000 || path.Any(char.IsControl)) throw new JobException(JobFault.Invalid, $"experiment.{key}: that is no path.");
        var found = roots.Select(root => Resolve(Path.GetFullPath(path, root))).FirstOrDefault(p => roots.Any(root => IsWithin(p, root)) && Path.Exists(p));
        return found ?? throw new JobException(JobFault.Invalid, roots.Length == 0
            ? $"experiment.{key}: this worker reads no files, only what the catalogue names; start it with --data-root FOLDER."
            : $"experiment.{key}: there is no such file or folder under this worker's data roots.");
    }

    /// <summary>Whether a path, links resolved, lies in a folder.</summary>
    public static bool IsWithin(string path, string folder) => path == folder || path.StartsWith(folder.EndsWith('/') ? folder : folder + '/', StringComparison.Ordinal);

    /// <summary>The path without links in any of its parts; parts that do not exist stay as they are.</summary>
    public static string Resolve(string path)
    {
        for (var links = 0; links < MostLinks; links++)
        {
            if (FirstLink(path) is not { } link) return path;
            var target = new FileInfo(link).LinkTarget!;
            path = Path.GetFullPath(Path.Combine(Path.GetFullPath(target, Path.GetDirectoryName(link)!), Path.GetRelativePath(link, path)));
        }
        throw new JobException(JobFault.Invalid, "A path leads through too many links.");
    }

    private static string? FirstLink(string path)
    {
        var parts = path.Split('/', StringSplitOptions.RemoveEmptyEntries);
        for (var i = 1; i <= parts.Length; i++)
        {
            var part = "/" + string.Join('/', parts[..i]);
            if (new FileInfo(part).LinkTarget is not null) return part;
        }
        return null;
    }
}
