using NlpTransfer.Worker.Jobs;

namespace NlpTransfer.Worker.Tests.Jobs;

public sealed class ExperimentPathsTests : IDisposable
{
    private readonly TemporaryFolder folder = new();
    private readonly ExperimentPaths paths;

    public ExperimentPathsTests()
    {
        folder.Write("root/in.csv", "");
        folder.Write("root/sub/in.csv", "");
        folder.Write("secret/out.csv", "");
        folder.Write("root-beside/out.csv", "");
        File.CreateSymbolicLink(folder["root/link.csv"], folder["secret/out.csv"]);
        File.CreateSymbolicLink(folder["root/relative"], "../secret");
        File.CreateSymbolicLink(folder["root/within"], "sub");
        File.CreateSymbolicLink(folder["root/circle"], folder["root/circle"]);
        paths = new([folder["root"]]);
    }

    public void Dispose() => folder.Dispose();

    [Theory]
    [InlineData("in.csv", "root/in.csv")]
    [InlineData("sub/../in.csv", "root/in.csv")]
    [InlineData("within/in.csv", "root/sub/in.csv")]
    [InlineData(".", "root")]
    public void Find_WithinARoot_GivesTheRealPath(string path, string expected) => Assert.Equal(folder[expected], paths.Find("data", path));

    [Fact]
    public void Find_OfAFullPathWithinARoot_GivesIt() => Assert.Equal(folder["root/in.csv"], paths.Find("data", folder["root/in.csv"]));

    [Theory]
    [InlineData("../secret/out.csv")]
    [InlineData("../root-beside/out.csv")]
    [InlineData("link.csv")]
    [InlineData("relative/out.csv")]
    [InlineData("within/../../secret/out.csv")]
    [InlineData("circle")]
    [InlineData("/etc/passwd")]
    [InlineData("")]
    [InlineData("in.csv\0")]
    [InlineData("missing.csv")]
    public void Find_OfAnythingElse_IsRefused(string path) => Assert.Equal(JobFault.Invalid, Assert.Throws<JobException>(() => paths.Find("data", path)).Fault);
}
