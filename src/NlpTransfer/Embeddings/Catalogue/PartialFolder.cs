using System.Diagnostics;
using System.Globalization;

namespace NlpTransfer.Embeddings;

/// <summary>
/// A folder for one fetch in progress, <c>.partial-PID-NUMBER</c>. Nothing ever looks inside one that it did not make;
/// those of processes that are gone are removed.
/// </summary>
internal sealed class PartialFolder : IDisposable
{
    private const string Prefix = ".partial-";
    private static int _made;

    private PartialFolder(string path) => Path = path;

    public string Path { get; }

    public static PartialFolder Create(string parent)
    {
        Directory.CreateDirectory(parent);
        RemoveAbandoned(parent);
        var name = string.Create(CultureInfo.InvariantCulture, $"{Prefix}{Environment.ProcessId}-{Interlocked.Increment(ref _made)}");
        var path = System.IO.Path.Combine(parent, name);
        if (Directory.Exists(path))
        {
            // Left by an earlier process that had this one's number.
            Directory.Delete(path, recursive: true);
        }

        Directory.CreateDirectory(path);
        return new PartialFolder(path);
    }

    public void Dispose() => Directory.Delete(Path, recursive: true);

    private static void RemoveAbandoned(string parent)
    {
        foreach (var folder in Directory.GetDirectories(parent, Prefix + "*"))
        {
            var owner = System.IO.Path.GetFileName(folder)[Prefix.Length..].Split('-')[0];
            if (int.TryParse(owner, CultureInfo.InvariantCulture, out var process) && !IsRunning(process))
            {
                Directory.Delete(folder, recursive: true);
            }
        }
    }

    private static bool IsRunning(int id)
    {
        try
        {
            using var process = Process.GetProcessById(id);
            return true;
        }
        catch (ArgumentException)
        {
            return false;
        }
    }
}
