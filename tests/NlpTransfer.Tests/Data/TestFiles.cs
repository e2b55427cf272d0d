namespace NlpTransfer.Tests.Data;

/// <summary>Files of the repository, and data beside it that may not be published and so is not always there.</summary>
internal static class TestFiles
{
    public static string Repository { get; } = Above("NlpTransfer.sln") ?? throw new DirectoryNotFoundException($"No NlpTransfer.sln in any folder above {AppContext.BaseDirectory}.");

    public static string Fixture(string name) => Path.Combine(Repository, "tests", "fixtures", name);

    public static string Corpus(string name) => Path.Combine(Repository, "corpora", name);

    /// <summary>A file or folder in <c>shared/data</c> beside the repository; the test is skipped where there is none.</summary>
    public static string SharedData(string name) => Shared($"data/{name}");

    /// <summary>A file or folder in <c>shared</c> beside the repository; the test is skipped where there is none.</summary>
    public static string Shared(string name)
    {
        var inside = Path.Combine("shared", name);
        var parent = Above(inside);
        Assert.SkipUnless(parent is not null, $"shared/{name} is not beside the repository; it may not be published with it.");
        return Path.Combine(parent!, inside);
    }

    private static string? Above(string name)
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
            if (Path.Exists(Path.Combine(folder.FullName, name))) return folder.FullName;
        return null;
    }
}
