namespace NlpTransfer.Tests;

/// <summary>Files under tests/fixtures, found from wherever the tests run.</summary>
internal static class Fixture
{
    /// <summary>The full path of <c>tests/fixtures/AREA/NAME</c>.</summary>
    internal static string PathOf(string area, string name)
    {
        for (DirectoryInfo? folder = new(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            string path = Path.Combine(folder.FullName, "tests", "fixtures", area, name);
            if (File.Exists(path))
                return path;
        }
        throw new FileNotFoundException($"No folder above {AppContext.BaseDirectory} holds tests/fixtures/{area}/{name}.");
    }
}
