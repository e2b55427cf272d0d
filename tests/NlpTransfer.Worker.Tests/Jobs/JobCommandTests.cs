using System.Text.Json.Nodes;
using NlpTransfer.Experiments;
using NlpTransfer.Worker.Jobs;

namespace NlpTransfer.Worker.Tests.Jobs;

public sealed class JobCommandTests : IAsyncLifetime
{
    private readonly TemporaryFolder folder = new();
    private WorkerOptions options = null!;
    private JobKeys keys = null!;
    private JobCommand command = null!;

    public async ValueTask InitializeAsync()
    {
        folder.Write("data/mails.csv", "text,label\n");
        folder.Write("data/other.csv", "text,label\n");
        folder.Write("data/bert/config.json", "{}");
        options = new WorkerOptions { Folder = folder["worker"], DataRoots = [folder["data"]], CacheQuota = 12345, Offline = true };
        keys = new JobKeys(options);
        await keys.AskAsync(TestContext.Current.CancellationToken);
        command = new JobCommand(options, keys);
    }

    public ValueTask DisposeAsync()
    {
        keys.Dispose();
        folder.Dispose();
        return ValueTask.CompletedTask;
    }

    [Fact]
    public void Keys_AreThoseOfTheProgramThatTrains()
    {
        Assert.Contains("backbone", keys.All.Options);
        Assert.Contains("no-header", keys.All.Switches);
        Assert.Contains("freeze", keys.All.Repeatable);
        Assert.Contains("learning-rate", keys.All.Settings);
        Assert.DoesNotContain("out", keys.All.Options);
        Assert.Equal(
            ["backbone", "cache-folder", "data", "schedule", "task-data", "teacher", "test", "unlabelled", "validation", "vectors"],
            keys.All.Paths.Keys.Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task Keys_OfAnotherProgram_AreRefusedWithItsName()
    {
        using var other = new JobKeys(options with { Program = "/bin/true" });
        var wrong = await Assert.ThrowsAsync<OptionsException>(() => other.AskAsync(TestContext.Current.CancellationToken));
        Assert.Contains("Program: /bin/true does not say which options a training has", wrong.Message);
    }

    [Theory]
    [InlineData("""{"data":"mails.csv","backbone":"cnn","text-column":"text","seed":3,"threads":2,"learning-rate":0.01,"no-header":true,"freeze":[["a.*","b.*"]]}""")]
    [InlineData("""
        "data: mails.csv\nbackbone: cnn\ntext-column: text\nseed: 3\nthreads: 2\nlearning-rate: 0.01\nno-header: true\nfreeze: [[a.*, b.*]]"
        """)]
    public void Begin_GivesTheOptionsOfTrainWithPathsInFullAndTheWorkersOwnLimits(string experiment) => Assert.Equal(
        [
            "train", "--out=/run", "--json", "--device=cpu", $"--data={folder["data/mails.csv"]}", "--backbone=cnn", "--text-column=text", "--seed=3", "--threads=2", "--set=learning-rate=0.01",
            "--no-header", "--freeze=a.*", "--freeze=b.*", $"--set=cache-folder={folder["worker/features"]}", "--set=cache-folder-limit=12345", "--offline",
        ],
        command.Begin(Request(experiment), "/run"));

    [Fact]
    public async Task Begin_DataReferencesTakeThePlaceOfTheFilesOwn()
    {
        var request = Request("""{"name":"mine","data":"nowhere.csv","backbone":"bert:bert","device":"cpu"}""") with { Data = "other.csv", Test = "mails.csv" };
        var arguments = command.Begin(request, "/run");
        Assert.Contains($"--data={folder["data/other.csv"]}", arguments);
        Assert.Contains($"--test={folder["data/mails.csv"]}", arguments);
        Assert.Contains($"--backbone=bert:{folder["data/bert"]}", arguments);
        Assert.Single(arguments, a => a.StartsWith("--device", StringComparison.Ordinal));
        Assert.Equal([folder["data/bert"], folder["data/mails.csv"], folder["data/other.csv"]], command.Inputs(request).Order(StringComparer.Ordinal));
        var completed = await command.CompletedAsync(request);
        Assert.Equal(("mine", "cpu"), (completed.Name, completed.Device));
    }

    [Fact]
    public void Begin_AScheduleInTheExperiment_IsWrittenBesideTheRun()
    {
        Directory.CreateDirectory(folder["run"]);
        var arguments = command.Begin(Request("""{"corpus":"topic","schedule":{"name":"own","phases":[{"groups":["head"],"epochs":2}]}}"""), folder["run"]);
        Assert.Contains($"--schedule={folder["run/schedule.yaml"]}", arguments);
        Assert.Equal(2, FineTuning.ScheduleFile.Read(folder["run/schedule.yaml"]).Phases[0].Length.EpochCount);
    }

    [Theory]
    [InlineData("""{"corpus":"topic","out":"/tmp"}""")]
    [InlineData("""{"corpus":"topic","--overwrite":true}""")]
    [InlineData("""{"corpus":"topic","learning-rate=1 --x":1}""")]
    [InlineData("""{"corpus":"topic","set":{"learning-rate":1}}""")]
    [InlineData("""{"corpus":"topic","cache-folder":"/tmp"}""")]
    [InlineData("""{"corpus":"topic","cache-folder-limit":"9000G"}""")]
    [InlineData("""{"corpus":"topic\n--out=/tmp"}""")]
    [InlineData("""{"corpus":"topic","vectors":"/etc/passwd"}""")]
    [InlineData("""{"corpus":"topic","backbone":"classifier:../other"}""")]
    [InlineData("""{"corpus":"topic","backbone":"bert:/etc"}""")]
    [InlineData("""{"corpus":"topic","schedule":"./schedule.yaml"}""")]
    [InlineData("""{"corpus":"topic","teacher":"../worker"}""")]
    [InlineData("""{"corpus":"topic","unlabelled":"/etc/passwd"}""")]
    [InlineData("""{"task-data":[["a=mails.csv","b=/etc/passwd"]]}""")]
    [InlineData("""{"corpus":"topic","seed":[1,2]}""")]
    [InlineData("""{"grid":[{"corpus":["topic"]},{"corpus":["sms-spam"]}]}""")]
    public void Begin_OfWhatTheWorkerDecidesOrWhatLiesElsewhere_IsRefused(string experiment) =>
        Assert.Equal(JobFault.Invalid, Assert.Throws<JobException>(() => command.Begin(Request(experiment), "/run")).Fault);

    [Theory]
    [InlineData("""{"corpus":"topic","epochs":-1}""", "'epochs' must be a whole number of at least 1, was '-1'.")]
    [InlineData("""{"corpus":"topic","learning-rate":-1,"dropout":2}""", "'learning-rate' must be above 0, was -1.")]
    [InlineData("""
        "corpus: topic\nbackbone: cnnn\n"
        """, "experiment, line 2, column 11: 'backbone' must be one of mean,")]
    [InlineData("""{"corpus":"topic","backbone":"cnn","hidden-size":3}""", "'hidden-size' needs 'backbone' bilstm or bigru; the backbone is cnn.")]
    [InlineData("""{"corpus":"topic","data":"mails.csv"}""", "'data' and 'corpus' exclude each other")]
    [InlineData("""{"corpus":"topic","validation-share":3}""", "'validation-share' must be from 0 to below 1, was 3.")]
    public async Task Completed_OfOptionsThatATrainingWouldRefuse_SaysWhichAndWhere(string experiment, string sentence)
    {
        var refused = await Assert.ThrowsAsync<JobException>(() => command.CompletedAsync(Request(experiment)));
        Assert.Equal(JobFault.Invalid, refused.Fault);
        Assert.StartsWith("experiment, line ", refused.Message);
        Assert.Contains(sentence, refused.Message);
    }

    [Fact]
    public async Task Faults_WhereTheProgramHasEnded_AreAnsweredByAnother()
    {
        var real = Path.Combine(AppContext.BaseDirectory, "nlp-transfer");
        var mortal = folder.Write("mortal", $"#!/bin/sh\n[ -e {folder["died"]} ] && exec {real} \"$@\"\ntouch {folder["died"]}\nexec {real} run --keys\n");
        if (!OperatingSystem.IsWindows()) File.SetUnixFileMode(mortal, UnixFileMode.UserRead | UnixFileMode.UserExecute);
        using var asked = new JobKeys(options with { Program = mortal });
        await asked.AskAsync(TestContext.Current.CancellationToken);
        Assert.Contains("--epochs must be", Assert.Single(await asked.FaultsAsync(["train", "--corpus=topic", "--epochs=-1"])));
        Assert.Empty(await asked.FaultsAsync(["train", "--corpus=topic"]));
    }

    [Fact]
    public void Trial_AsAFile_IsReadAsTheSameRun()
    {
        const string text = "corpus: topic\nno-header: true\nfreeze: [[a.*, b.*]]\nhidden-sizes: [[128, 64]]\nseed: [1, 2]\nschedule: {name: own, phases: [{groups: [head], epochs: 2}]}\n";
        foreach (var trial in ExperimentFile.Parse(text, keys.All).Trials)
        {
            var again = ExperimentFile.Parse(trial.ToFile(keys.All).ToJsonString(), keys.All, isJson: true, mostRuns: 1).Trials[0];
            Assert.Equal(trial.Arguments(keys.All), again.Arguments(keys.All));
            Assert.Equal(FineTuning.ScheduleFile.ToYaml(trial.Schedule!), FineTuning.ScheduleFile.ToYaml(again.Schedule!));
        }
    }

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

    private static JobRequest Request(string experiment) => new() { Experiment = JsonNode.Parse(experiment)! };
}
