namespace NlpTransfer.Training;

/// <summary>
/// The folder where files of features lie, one a key. Nothing in it is needed: what is missing is computed again. The least
/// recently used files go when a new one needs their room.
/// </summary>
internal sealed class FeatureFolder(string path, long limit, TimeProvider time)
{
    private const string Extension = ".features", Temporary = ".tmp";
    private const long Reserve = 256L << 20; // never the last of a disk

    private static readonly TimeSpan AbandonedAfter = TimeSpan.FromDays(1);

    public string PathOf(string name) => Path.Combine(path, name + Extension);

    /// <summary>Makes room for a file, or says why there is none.</summary>
    public string? Refuse(long bytes)
    {
        if (bytes > limit) return FormattableString.Invariant($"{path} may hold {limit / 1e6:N1} MB");
        try
        {
            Directory.CreateDirectory(path);
            MakeRoom(bytes);
            var free = new DriveInfo(path).AvailableFreeSpace;
            return bytes > free - Reserve ? FormattableString.Invariant($"the disk of {path} has {free / 1e6:N1} MB left") : null;
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            return error.Message;
        }
    }

    /// <summary>Remembers that a file was used.</summary>
    public void Touch(string file) => File.SetLastWriteTimeUtc(file, time.GetUtcNow().UtcDateTime);

    // A file that another process has mapped lives on for it until it is done.
    private void MakeRoom(long bytes)
    {
        var files = new DirectoryInfo(path).EnumerateFiles($"*{Extension}*").OrderBy(f => f.LastWriteTimeUtc).ToLookup(f => f.Name.EndsWith(Temporary, StringComparison.Ordinal));
        foreach (var left in files[true].Where(f => time.GetUtcNow() - f.LastWriteTimeUtc > AbandonedAfter)) left.Delete();
        var total = files[false].Sum(f => f.Length);
        foreach (var file in files[false].TakeWhile(_ => total + bytes > limit))
        {
            total -= file.Length;
            file.Delete();
        }
    }
}
