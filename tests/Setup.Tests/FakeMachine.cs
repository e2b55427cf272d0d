using System.Globalization;

namespace Setup.Tests;

/// <summary>
/// A repository with the real launcher and preparation scripts on a machine where everything else is
/// a fake: root, Debian's libtorch on offer, the SDK, g++ and cmake there, no system package installed.
/// </summary>
internal sealed class FakeMachine : IDisposable
{
    private static readonly string[] CoreTools =
    [
        "basename", "bash", "cat", "chmod", "cp", "cut", "dirname", "env", "find", "flock", "grep", "head", "mkdir", "mv", "nproc",
        "paste", "readlink", "rm", "sha256sum", "sleep", "sort", "stat", "tail", "timeout", "touch", "true", "wc",
    ];

    private readonly string fake;
    private readonly Dictionary<string, string> environment;

    internal FakeMachine()
    {
        // Spaces on purpose.
        Folder = Directory.CreateTempSubdirectory("setup tests ").FullName;
        fake = Path.Combine(Folder, "fake");
        Root = Path.Combine(Folder, "my repository");
        environment = new()
        {
            ["FAKE"] = fake,
            ["PATH"] = $"{fake}/bin:{fake}/tools",
            ["NLPTRANSFER_PROC"] = Path.Combine(fake, "proc"),
        };
        CreateTools();
        CreateRepository();
        Set("user", "0");
        Set("sdks", "10.0.100 [/usr/share/dotnet/sdk]");
        Set("offered", "1.13.1+dfsg-4");
        Set("smoke", "exit 0");
    }

    internal string Folder { get; }

    internal string Root { get; }

    internal string[] Calls => File.Exists(FakeFile("calls")) ? File.ReadAllLines(FakeFile("calls")) : [];

    internal string this[string variable]
    {
        set => environment[variable] = value;
    }

    internal Task<LaunchResult> LaunchAsync(params IEnumerable<string> arguments) => RunAsync(PathOf("nlp-transfer"), arguments);

    internal Task<LaunchResult> TestAsync(params IEnumerable<string> arguments) => RunAsync(PathOf("test"), arguments);

    /// <summary>Kills the launcher and all it started after a time.</summary>
    internal Task<LaunchResult> LaunchAndKillAsync(int milliseconds) =>
        RunAsync("/usr/bin/timeout", "--signal=KILL", string.Create(CultureInfo.InvariantCulture, $"{milliseconds / 1000.0}"), PathOf("nlp-transfer"));

    internal Task<LaunchResult> RunAsync(string command, params IEnumerable<string> arguments) =>
        Launch.RunAsync(Folder, environment, command, arguments);

    /// <summary>A fact that the fakes read; see tests/Setup.Tests/Fakes.</summary>
    internal void Set(string name, string text = "") => File.WriteAllText(FakeFile(name), text + "\n");

    internal void Strike(string place, string what) => Set($"at-{place}", what);

    internal void Install(params IEnumerable<string> packages)
    {
        foreach (string package in packages) Set($"installed/{package}");
    }

    internal void RemoveTool(string name) => File.Delete(Path.Combine(fake, "bin", name));

    internal void AddNvidiaDriver() => Write(Path.Combine(fake, "proc", "driver", "nvidia", "version"), "NVRM\n");

    internal void ForgetCalls() => File.Delete(FakeFile("calls"));

    internal string PathOf(string relative) => Path.Combine(Root, relative);

    internal void WriteSource(string relative, string text) => Write(PathOf(relative), text);

    /// <summary>A test project whose executable runs <paramref name="behaviour"/> (bash; "$4" is the report to write).</summary>
    internal void AddTestProject(string name, string behaviour)
    {
        Write(PathOf($"tests/{name}/{name}.csproj"), "<Project />");
        Write(PathOf($"tests/{name}/behaviour"), behaviour);
    }

    public void Dispose() => Directory.Delete(Folder, recursive: true);

    private void CreateTools()
    {
        Directory.CreateDirectory(Path.Combine(fake, "tools"));
        foreach (string tool in CoreTools) File.CreateSymbolicLink(Path.Combine(fake, "tools", tool), $"/usr/bin/{tool}");
        Copy(Path.Combine(Repository.Root, "tests", "Setup.Tests", "Fakes"), Path.Combine(fake, "bin"));
        Directory.CreateDirectory(Path.Combine(fake, "installed"));
    }

    private void CreateRepository()
    {
        Copy(Path.Combine(Repository.Root, "build"), PathOf("build"));
        foreach (string name in new[] { "nlp-transfer", "test", "global.json" }) File.Copy(Path.Combine(Repository.Root, name), PathOf(name));
        Write(PathOf("src/Compat/libtorch-shim/CMakeLists.txt"), "");
        Write(PathOf("src/source.txt"), "1\n");
        Directory.CreateDirectory(PathOf("tests"));
    }

    private static void Copy(string from, string to)
    {
        Directory.CreateDirectory(to);
        foreach (string file in Directory.EnumerateFiles(from)) File.Copy(file, Path.Combine(to, Path.GetFileName(file)));
    }

    private static void Write(string path, string text)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.WriteAllText(path, text);
    }

    private string FakeFile(string name) => Path.Combine(fake, name);
}
