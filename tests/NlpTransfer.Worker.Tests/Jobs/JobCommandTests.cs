using System.Text.Json.Nodes;
using NlpTransfer.Worker.Jobs;

namespace NlpTransfer.Worker.Tests.Jobs;

public sealed class JobCommandTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public void Begin_GivesTheOptionsOfTrainWithPathsInFullAndTheWorkersOwnLimits()
    {
        folder.Write("data/mails.csv", "text,label\n");
        var options = new WorkerOptions { Folder = folder["worker"], DataRoots = [folder["data"]], CacheQuota = 12345, Offline = true };
        var experiment = JsonNode.Parse("""{"data":"mails.csv","backbone":"cnn","text_column":"text","seed":3,"threads":2,"set":{"learning-rate":0.01}}""")!.AsObject();
        Assert.Equal(
            [
                "train", "--out=/run", "--json", "--device=cpu", $"--data={folder["data/mails.csv"]}", "--backbone=cnn", "--text-column=text", "--seed=3", "--threads=2", "--set=learning-rate=0.01",
                $"--set=cache-folder={folder["worker/features"]}", "--set=cache-folder-limit=12345", "--offline",
            ],
            new JobCommand(options).Begin(new JobRequest { Experiment = experiment }, "/run"));
    }

    [Theory]
    [InlineData("""{"corpus":"topic","out":"/tmp"}""")]
    [InlineData("""{"corpus":"topic","--overwrite":true}""")]
    [InlineData("""{"corpus":"topic","set":{"learning-rate=1 --x":1}}""")]
    [InlineData("""{"corpus":"topic","set":{"cache-folder":"/tmp"}}""")]
    [InlineData("""{"corpus":"topic","set":[]}""")]
    [InlineData("""{"corpus":"topic\n--out=/tmp"}""")]
    [InlineData("""{"corpus":"topic","vectors":"/etc/passwd"}""")]
    [InlineData("""{"corpus":"topic","backbone":"classifier:../other"}""")]
    [InlineData("""{"corpus":"topic","schedule":"./schedule.yaml"}""")]
    public void Begin_OfWhatTheWorkerDecidesOrWhatLiesElsewhere_IsRefused(string experiment) =>
        Assert.Equal(JobFault.Invalid, Assert.Throws<JobException>(() => new JobCommand(new WorkerOptions { Folder = folder["worker"] }).Begin(new JobRequest { Experiment = JsonNode.Parse(experiment)!.AsObject() }, "/run")).Fault);

    [Fact]
    public void Estimate_CountsTheFilesThatAreRead() => Assert.Equal((400L << 20) + (5 * 3), JobCapacity.Estimate([folder.Write("three", "abc")]));

    [Fact]
    public void Capacity_OfMemory_IsSharedByAllThatRuns()
    {
        var capacity = new JobCapacity(new WorkerOptions { Folder = folder.Root, ConcurrentJobs = 3, Memory = 100L << 20 });
        using var first = capacity.TryTake("cpu", 60L << 20);
        Assert.NotNull(first);
        Assert.Null(capacity.TryTake("cpu", 60L << 20));
        using var second = capacity.TryTake("cpu", 40L << 20);
        Assert.NotNull(second);
        first.Dispose();
        Assert.NotNull(capacity.TryTake("cpu", 60L << 20));
        Assert.Null(capacity.TryTake("cuda", 1));
    }
}
