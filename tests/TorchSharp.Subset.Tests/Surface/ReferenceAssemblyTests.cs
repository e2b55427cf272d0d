using System.Diagnostics;
using System.Reflection;
using System.Runtime.Loader;
using ApiSurface;

namespace TorchSharp.Tests.Surface;

public class ReferenceAssemblyTests
{
    private static readonly string Root = FindRoot();

    [Fact]
    public void Solution_AgainstTheRecordedSurface_Compiles() =>
        Build("NlpTransfer.sln", "-p:TorchBackend=Assembly", $"-p:TorchSharpAssembly={BuildReference()}");

    [Fact]
    public void ReferenceAssembly_ShowsWhatIsRecorded()
    {
        RecordedSurface recorded = RecordedSurface.Read("TorchSharp-0.106.0.api.txt");
        var context = new AssemblyLoadContext("reference", isCollectible: true);
        SurfaceMember[] members = [.. SurfaceFormatter.Format(context.LoadFromAssemblyPath(BuildReference()))];
        context.Unload();
        Assert.Empty(new SurfaceComparison(recorded, nullability: false).Extras(members));
        // Generator/Skipped.cs leaves out 46 lines and no more.
        Assert.InRange(recorded.Lines.Count - members.Length, 0, 46);
    }

    private static string BuildReference()
    {
        Build("tests/TorchSharp.Reference/TorchSharp.Reference.csproj");
        string assembly = Path.Combine(Root, "artifacts", "System", "bin", "TorchSharp.Reference", "debug", "TorchSharp.dll");
        Assert.True(File.Exists(assembly), $"The build did not write {assembly}.");
        return assembly;
    }

    private static void Build(string project, params string[] properties)
    {
        var start = new ProcessStartInfo("dotnet", ["build", Path.Combine(Root, project), "-v", "q", "-nologo", "-maxcpucount:1", .. properties])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        // The test host's own MSBuild settings would otherwise steer the inner build.
        foreach (string name in start.Environment.Keys.Where(k => k.StartsWith("MSBuild", StringComparison.OrdinalIgnoreCase)).ToArray()) start.Environment.Remove(name);
        start.Environment.Remove("TorchBackend");
        using Process build = Process.Start(start)!;
        Task<string> errors = build.StandardError.ReadToEndAsync();
        string output = build.StandardOutput.ReadToEnd();
        build.WaitForExit();
        Assert.True(build.ExitCode == 0, $"dotnet build {project} {string.Join(' ', properties)} failed:\n{output}{errors.Result}");
    }

    private static string FindRoot()
    {
        DirectoryInfo? folder = new(AppContext.BaseDirectory);
        while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "NlpTransfer.sln"))) folder = folder.Parent;
        return folder?.FullName ?? throw new DirectoryNotFoundException($"No folder above {AppContext.BaseDirectory} holds NlpTransfer.sln.");
    }
}
