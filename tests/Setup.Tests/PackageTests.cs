namespace Setup.Tests;

public sealed class PackageTests : IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("package tests ").FullName;

    [Fact]
    [Trait("Speed", "Slow")]
    public async Task Package_InAnOutsideProject_BringsLibraryNativeShimAndBuiltInData()
    {
        (await PackAsync()).AssertSucceeded();
        CreateConsumer();

        LaunchResult built = await DotnetAsync("build", "--configuration", "Release", "-nodeReuse:false", "-p:UseSharedCompilation=false");
        built.AssertSucceeded();
        LaunchResult ran = await DotnetAsync(Path.Combine(folder, "bin", "Release", "net10.0", "Consumer.dll"));

        ran.AssertSucceeded();
        Assert.Equal("640 texts of business, science-technology, sports, world\nsports\nhas learned\n6\n", ran.Output);
    }

    public void Dispose() => Directory.Delete(folder, recursive: true);

    // Of the build that these tests belong to: artifacts/<backend>/bin/Setup.Tests/<configuration>.
    private Task<LaunchResult> PackAsync()
    {
        var output = new DirectoryInfo(Path.TrimEndingDirectorySeparator(AppContext.BaseDirectory));
        string backend = output.Parent!.Parent!.Parent!.Name;
        return Launch.RunAsync(
            Repository.Root, Environment(), "dotnet", "pack", "src/NlpTransfer/NlpTransfer.csproj", "--no-build",
            "--configuration", output.Name, $"-p:TorchBackend={backend}", "--output", Path.Combine(folder, "feed"), "-nodeReuse:false");
    }

    private void CreateConsumer()
    {
        string source = Path.Combine(Repository.Root, "tests", "Setup.Tests", "Consumer");
        File.Copy(Path.Combine(source, "Program.cs"), Path.Combine(folder, "Program.cs"));
        File.Copy(Path.Combine(source, "nuget.config"), Path.Combine(folder, "nuget.config"));
        File.Copy(Path.Combine(source, "Consumer.csproj.xml"), Path.Combine(folder, "Consumer.csproj"));
    }

    private Task<LaunchResult> DotnetAsync(params IEnumerable<string> arguments) => Launch.RunAsync(folder, Environment(), "dotnet", arguments);

    private Dictionary<string, string> Environment() => new()
    {
        ["RESTORED_PACKAGES"] = RestoredPackages,
        // The packed version must not stay behind in the user's own package folder.
        ["NUGET_PACKAGES"] = Path.Combine(folder, "packages"),
        // Whoever runs the tests may have data of their own; the package must do without.
        ["NLPTRANSFER_HOME"] = Path.Combine(folder, "home"),
    };

    private static string RestoredPackages =>
        System.Environment.GetEnvironmentVariable("NUGET_PACKAGES") is { Length: > 0 } stated
            ? stated
            : Path.Combine(System.Environment.GetFolderPath(System.Environment.SpecialFolder.UserProfile), ".nuget", "packages");
}
