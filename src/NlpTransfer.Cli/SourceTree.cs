namespace NlpTransfer.Cli;

/// <summary>The repository this program was built in, when it still lies there.</summary>
internal static class SourceTree
{
    /// <summary>The folder of NlpTransfer.sln above this program, or null.</summary>
    public static string? Find()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
            if (File.Exists(Path.Combine(folder.FullName, "NlpTransfer.sln")))
                return folder.FullName;
        return null;
    }
}
