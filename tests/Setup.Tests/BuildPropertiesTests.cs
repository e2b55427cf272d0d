namespace Setup.Tests;

/// <summary>The supplier switch as MSBuild sees it, on the real projects.</summary>
public sealed class BuildPropertiesTests
{
    [Theory]
    [InlineData("-p:TorchBackend=Rocm", "TorchBackend is 'Rocm'; it must be System, Cpu, Cuda or Assembly.")]
    [InlineData("-p:TokenizersBackend=Nuget", "TokenizersBackend is 'Nuget'; it must be Subset or Package.")]
    [InlineData("-p:TorchBackend=Assembly", "TorchBackend=Assembly needs TorchSharpAssembly=<path of a TorchSharp.dll>; '' does not exist.")]
    [InlineData("-p:TorchBackend=Assembly;TorchSharpAssembly=/no/TorchSharp.dll", "'/no/TorchSharp.dll' does not exist.")]
    public async Task Supplier_Unknown_IsABuildErrorThatNamesTheAllowed(string property, string message)
    {
        LaunchResult result = await MsBuildAsync("-t:CheckSuppliers", property);

        Assert.Equal(1, result.ExitCode);
        Assert.Contains(message, result.Output);
    }

    [Theory]
    [InlineData("System", "artifacts/System")]
    [InlineData("Cpu", "artifacts/Cpu")]
    [InlineData("Cuda", "artifacts/Cuda")]
    public async Task Supplier_Known_HasItsOwnArtifacts(string backend, string folder)
    {
        LaunchResult result = await MsBuildAsync("-getProperty:ArtifactsPath", $"-p:TorchBackend={backend}");

        result.AssertSucceeded();
        Assert.Equal(Path.Combine(Repository.Root, folder), result.Output.Trim());
    }

    private static Task<LaunchResult> MsBuildAsync(params IEnumerable<string> arguments) =>
        Launch.RunAsync(Repository.Root, new Dictionary<string, string>(), "dotnet", ["msbuild", "src/NlpTransfer/NlpTransfer.csproj", "-nologo", "-nodeReuse:false", .. arguments]);
}
