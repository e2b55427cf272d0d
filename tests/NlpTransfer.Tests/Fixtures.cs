namespace NlpTransfer.Tests;

/// <summary>Reference files in <c>tests/fixtures</c>.</summary>
internal static class Fixtures
{
    public static string Path(params string[] parts)
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
            if (File.Exists(System.IO.Path.Combine(folder.FullName, "NlpTransfer.sln")))
                return System.IO.Path.Combine([folder.FullName, "tests", "fixtures", .. parts]);
        throw new DirectoryNotFoundException($"No NlpTransfer.sln in any folder above {AppContext.BaseDirectory}.");
    }
}
