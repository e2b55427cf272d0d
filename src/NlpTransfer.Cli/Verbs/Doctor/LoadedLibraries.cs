namespace NlpTransfer.Cli.Verbs.Doctor;

/// <summary>The native libraries a process has mapped, by file, as /proc/self/maps tells them.</summary>
internal sealed class LoadedLibraries
{
    private readonly string[] _paths;

    /// <summary>Reads the text of a maps file.</summary>
    public LoadedLibraries(string maps)
    {
        _paths = [.. maps.Split('\n')
            .Select(line => line.IndexOf('/') is var start and >= 0 ? line[start..].Trim() : "")
            .Where(path => path.Contains(".so", StringComparison.Ordinal))
            .Distinct()];
    }

    /// <summary>The libraries of this process now.</summary>
    public static LoadedLibraries OfThisProcess() =>
        new(File.Exists("/proc/self/maps") ? File.ReadAllText("/proc/self/maps") : "");

    /// <summary>The path of the first library whose file name starts so, or null.</summary>
    public string? Find(string start) => FindAll(start).FirstOrDefault();

    /// <summary>The paths of all libraries whose file name starts so.</summary>
    public IEnumerable<string> FindAll(string start) =>
        _paths.Where(path => Path.GetFileName(path).StartsWith(start, StringComparison.Ordinal));
}
