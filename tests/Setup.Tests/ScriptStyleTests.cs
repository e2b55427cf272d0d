using System.Runtime.Versioning;

namespace Setup.Tests;

[SupportedOSPlatform("linux")]
public sealed class ScriptStyleTests
{
    [Fact]
    public async Task Scripts_UnderShellcheck_AreClean()
    {
        if (!File.Exists("/usr/bin/shellcheck")) Assert.Skip("shellcheck is not installed on this machine");
        string[] scripts =
        [
            "nlp-transfer", "test", ".ci/run",
            .. Directory.EnumerateFiles(Path.Combine(Repository.Root, "build"), "*.sh"),
            .. Directory.EnumerateFiles(Path.Combine(Repository.Root, "tests", "Setup.Tests", "Fakes")),
        ];

        LaunchResult result = await Launch.RunAsync(Repository.Root, new Dictionary<string, string>(), "/usr/bin/shellcheck", ["-x", .. scripts]);

        result.AssertSucceeded();
    }

    [Theory]
    [InlineData("nlp-transfer")]
    [InlineData("test")]
    [InlineData(".ci/run")]
    public void Command_InTheRepository_IsExecutable(string name) =>
        Assert.True(File.GetUnixFileMode(Path.Combine(Repository.Root, name)).HasFlag(UnixFileMode.UserExecute | UnixFileMode.GroupExecute | UnixFileMode.OtherExecute));
}
