namespace Setup.Tests;

/// <summary>The repository these tests were built from.</summary>
internal static class Repository
{
    internal static string Root { get; } = Find();

    private static string Find()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
            if (File.Exists(Path.Combine(folder.FullName, "NlpTransfer.sln"))) return folder.FullName;
        throw new DirectoryNotFoundException($"No NlpTransfer.sln in any folder above {AppContext.BaseDirectory}.");
    }
}
