using System.Runtime.InteropServices;
using NlpTransfer.Training;

namespace NlpTransfer.Worker.Jobs;

/// <summary>
/// The files of jobs: a folder a job, in it one an attempt, named after the token that its worker holds. Who continues a training takes what the
/// one before has written into a folder of its own, so that a worker that was stopped and comes back writes where nobody looks any more.
/// </summary>
internal sealed partial class JobFiles(WorkerOptions options)
{
    private const string Attempt = "attempt-", OutputFile = "output.txt";

    private const int MostTries = 10;
    private static readonly TimeSpan BetweenTries = TimeSpan.FromMilliseconds(50);

    // Never changed once they have their name, so that a second name does as well as a copy.
    private static readonly string[] Linked = ["checkpoints", "model"];

    public string Of(string job) => Path.Combine(options.RunsFolder, job);

    /// <summary>The folder of an attempt.</summary>
    public string Of(string job, long token) => Path.Combine(Of(job), $"{Attempt}{token:d6}");

    /// <summary>The folder of the latest attempt; null before the first.</summary>
    public string? Latest(Job job) => Attempts(job.Id).LastOrDefault(a => a.Token <= job.Token).Folder;

    /// <summary>What an attempt printed for people.</summary>
    public static string Output(string attempt) => Path.Combine(attempt, OutputFile);

    /// <summary>A folder for a new attempt, with what the last usable one has written.</summary>
    /// <returns>The folder, and whether it holds a training to continue.</returns>
    public (string Folder, bool Continues) Prepare(Job job)
    {
        var folder = Of(job.Id, job.Token);
        var before = Attempts(job.Id).Where(a => a.Token < job.Token).Reverse().FirstOrDefault(a => TrainingRunFolder.HoldsRun(a.Folder)).Folder;
        if (before is null)
        {
            Directory.CreateDirectory(folder);
            return (folder, false);
        }
        TakeOver(before, folder + ".tmp");
        Directory.Move(folder + ".tmp", folder);
        return (folder, true);
    }

    /// <summary>Removes the folders of attempts before the job's present one.</summary>
    public void Clean(Job job)
    {
        foreach (var (token, folder) in Attempts(job.Id).Where(a => a.Token < job.Token)) Directory.Delete(folder, recursive: true);
    }

    public void Delete(string job)
    {
        if (Directory.Exists(Of(job))) Directory.Delete(Of(job), recursive: true);
    }

    /// <summary>Bytes on the disk.</summary>
    public static long Size(string folder) => Directory.Exists(folder) ? new DirectoryInfo(folder).EnumerateFiles("*", SearchOption.AllDirectories).Sum(f => f.Length) : 0;

    private IReadOnlyList<(long Token, string Folder)> Attempts(string job) => !Directory.Exists(Of(job)) ? [] :
    [
        .. Directory.EnumerateDirectories(Of(job), $"{Attempt}*")
            .Select(f => (Name: Path.GetFileName(f)[Attempt.Length..], Folder: f))
            .Where(f => long.TryParse(f.Name, out _)).Select(f => (long.Parse(f.Name), f.Folder)).OrderBy(f => f.Item1),
    ];

    // Whoever lost the job may still be at work there, and files come and go under our hands.
    private static void TakeOver(string before, string temporary)
    {
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                if (Directory.Exists(temporary)) Directory.Delete(temporary, recursive: true);
                Take(before, temporary, isTop: true);
                return;
            }
            catch (IOException) when (attempt < MostTries)
            {
                Thread.Sleep(BetweenTries);
            }
        }
    }

    private static void Take(string source, string target, bool isTop)
    {
        Directory.CreateDirectory(target);
        foreach (var file in Directory.EnumerateFiles(source).Where(f => !f.EndsWith(".tmp", StringComparison.Ordinal))) File.Copy(file, Path.Combine(target, Path.GetFileName(file)));
        foreach (var folder in Directory.EnumerateDirectories(source).Where(f => !f.EndsWith(".tmp", StringComparison.Ordinal)))
        {
            if (isTop && Linked.Contains(Path.GetFileName(folder))) LinkAll(folder, Path.Combine(target, Path.GetFileName(folder)));
            else Take(folder, Path.Combine(target, Path.GetFileName(folder)), isTop: false);
        }
    }

    private static void LinkAll(string source, string target)
    {
        Directory.CreateDirectory(target);
        foreach (var folder in Directory.EnumerateDirectories(source)) LinkAll(folder, Path.Combine(target, Path.GetFileName(folder)));
        foreach (var file in Directory.EnumerateFiles(source))
        {
            var name = Path.Combine(target, Path.GetFileName(file));
            if (OperatingSystem.IsWindows() || Link(file, name) != 0) File.Copy(file, name); // a file system without links
        }
    }

    [LibraryImport("libc", EntryPoint = "link", StringMarshalling = StringMarshalling.Utf8)]
    private static partial int Link(string existing, string added);
}
