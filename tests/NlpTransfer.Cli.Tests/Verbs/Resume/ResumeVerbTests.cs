using System.Diagnostics;
using System.Runtime.InteropServices;
using System.Text.Json;

namespace NlpTransfer.Cli.Tests.Verbs.Resume;

[Collection(TorchGenerator.Name)]
public sealed partial class ResumeVerbTests(KilledTraining training) : IClassFixture<KilledTraining>
{
    private const int Interrupt = 2;

    [Fact]
    public async Task Train_InterruptedByCtrlC_SaysHowToResumeAndResumesToTheSameBits()
    {
        string undisturbed = training.NewRun(), run = training.NewRun();
        using (var process = KilledTraining.Start(undisturbed, null, "--schedule", "full-fine-tuning", "--set", "patience=100"))
            Assert.Equal(0, (await CommandLineRunner.EndAsync(process)).ExitCode);
        using (var process = KilledTraining.Start(run, null, "--schedule", "full-fine-tuning", "--set", "patience=100"))
        {
            while (await process.StandardError.ReadLineAsync(TestContext.Current.CancellationToken) is { } line && !line.Contains("phase all"))
            {
            }

            Assert.Equal(0, Kill(process.Id, Interrupt));
            var stopped = await CommandLineRunner.EndAsync(process);
            Assert.Equal(130, stopped.ExitCode);
            Assert.Contains($"go on with: nlp-transfer resume {run}", stopped.Error);
            Assert.Contains("Stopped.", stopped.Error);
        }

        var resumed = await KilledTraining.ResumeAsync(run);
        Assert.True(resumed.ExitCode == 0, resumed.Error);
        Assert.Equal(KilledTraining.Outcome(undisturbed), KilledTraining.Outcome(run));
    }

    [Fact]
    public async Task Resume_OfAFinishedRun_SaysSoAndPrintsTheModel()
    {
        string run = training.NewRun();
        var trained = await CommandLineRunner.RunAsync(KilledTraining.Command(run));
        Assert.True(trained.ExitCode == 0, trained.Error);

        var result = await CommandLineRunner.RunAsync(["resume", run]);

        Assert.Equal(0, result.ExitCode);
        Assert.Contains("is finished", result.Error);
        Assert.Equal(Path.Combine(run, "model"), result.Output.Trim());
    }

    [Fact]
    public async Task Resume_WithOtherOptions_ListsThemAndGoesOnOnlyWhenAllowed()
    {
        string run = await KilledAsync("step:20");

        var refused = await KilledTraining.ResumeAsync(run, null, "--set", "learning-rate=0.001", "--epochs", "3");
        Assert.Equal(2, refused.ExitCode);
        Assert.Contains("option LearningRate: was 0.002, is 0.001", refused.Error);
        Assert.Contains("phase 1: was frozen, 2 epochs", refused.Error);
        Assert.Contains("--allow-changes", refused.Error);

        var allowed = await KilledTraining.ResumeAsync(run, null, "--set", "learning-rate=0.001", "--epochs", "3", "--allow-changes");
        Assert.True(allowed.ExitCode == 0, allowed.Error);
        Assert.Contains("Continues with changes:", allowed.Error);
        Assert.Equal(84, File.ReadLines(Path.Combine(run, "metrics.jsonl")).Count(line => line.Contains("\"type\":\"step\"")));
    }

    [Fact]
    public async Task Resume_WithChangedData_NamesTheDataAndLeavesTheRunAsItWas()
    {
        using var folder = new TemporaryFolder();
        string data = folder.Write("mails.csv", Rows("now"));
        string run = training.NewRun();
        string[] command = [.. KilledTraining.Command(run).Where(word => word is not ("--corpus" or "sms-spam")), "--data", data];
        using (var process = CommandLineRunner.StartWith(new() { ["NLPTRANSFER_FAULT_POINT"] = "step:2" }, command))
            Assert.Equal(137, (await CommandLineRunner.EndAsync(process)).ExitCode);
        string before = File.ReadAllText(Path.Combine(run, "experiment.json"));

        File.WriteAllText(data, Rows("today"));
        var refused = await KilledTraining.ResumeAsync(run);
        Assert.Equal(2, refused.ExitCode);
        Assert.Contains("data training_sha256: was ", refused.Error);
        Assert.Equal(before, File.ReadAllText(Path.Combine(run, "experiment.json")));

        string moved = folder.Write("moved.csv", Rows("now"));
        var resumed = await KilledTraining.ResumeAsync(run, null, "--data", moved);
        Assert.True(resumed.ExitCode == 0, resumed.Error);
    }

    [Fact]
    public async Task Resume_WithAFileInTheCorpussPlace_GoesOnWhereItHoldsTheSame()
    {
        string run = await KilledAsync("step:20");
        using var folder = new TemporaryFolder();
        string corpus = Path.Combine(SourceTree.Find()!, "corpora", "sms-spam.csv");

        var refused = await KilledTraining.ResumeAsync(run, null, "--data", folder.Write("other.csv", Rows("now")));
        Assert.Equal(1, refused.ExitCode); // other words, and so a model of other shapes
        Assert.Contains("it is of another model, whose tensors have other names or shapes", refused.Error);
        Assert.Contains("data training_sha256: was ", refused.Error);

        var resumed = await KilledTraining.ResumeAsync(run, null, "--data", corpus);
        Assert.True(resumed.ExitCode == 0, resumed.Error);
        Assert.Equal(training.Expected, KilledTraining.Outcome(run));
    }

    [Fact]
    public async Task Resume_WithAFlippedByteInTheNewestCheckpoint_FallsBackAndEndsWithTheSameBits()
    {
        string run = await KilledAsync("after-rename:3"); // the first is of step 0 and has no weights yet
        string newest = Directory.GetDirectories(Path.Combine(run, "checkpoints"), "*-step-*").Where(folder => !folder.EndsWith(".tmp")).Max(StringComparer.Ordinal)!;
        string file = Path.Combine(newest, "weights.safetensors");
        byte[] bytes = File.ReadAllBytes(file);
        bytes[^9] ^= 4;
        File.WriteAllBytes(file, bytes);

        var resumed = await KilledTraining.ResumeAsync(run);

        Assert.True(resumed.ExitCode == 0, resumed.Error);
        Assert.Contains("weights.safetensors does not fit its checksum; the one before it is used.", resumed.Error);
        Assert.Equal(training.Expected, KilledTraining.Outcome(run));
    }

    [Fact]
    public async Task Train_WithoutRoomForACheckpoint_NamesItAndGoesOnOnceThereIsRoom()
    {
        string run = training.NewRun();
        // A limit on the size of files, as a full disk for those that are larger. Without W^X, for which .NET itself needs large files.
        var result = await ShellAsync("ulimit -f 250; exec \"$0\" \"$@\"", new() { ["DOTNET_EnableWriteXorExecute"] = "0" }, KilledTraining.Command(run));

        Assert.Equal(1, result.ExitCode);
        Assert.Matches(@"The checkpoint of step \d+ could not be written", result.Error);
        Assert.Contains("is as it was: make room or give access, then resume.", result.Error);
        Assert.True((await KilledTraining.ResumeAsync(run)).ExitCode == 0);
        Assert.Equal(training.Expected, KilledTraining.Outcome(run));
    }

    [Fact]
    public async Task Resume_InAReadOnlyFolder_IsAClearErrorAndChangesNothing()
    {
        string run = await KilledAsync("step:20");
        const string Mount = "mount --bind \"$2\" \"$2\" && mount -o remount,ro,bind \"$2\" || exit 99; exec \"$0\" \"$@\"";
        var result = await ShellAsync($"exec unshare -m sh -c '{Mount}' \"$0\" \"$@\"", [], ["resume", run]);
        Assert.SkipWhen(result.ExitCode == 99 || result.Error.Contains("unshare"), "needs the right to mount");

        Assert.Equal(1, result.ExitCode);
        Assert.Contains($"Checkpoints cannot be written to {run}", result.Error);
        Assert.Contains("Those that are there are as they were.", result.Error);
        Assert.True((await KilledTraining.ResumeAsync(run)).ExitCode == 0);
        Assert.Equal(training.Expected, KilledTraining.Outcome(run));
    }

    [Fact]
    public async Task Train_IntoARunThatWasStopped_PointsToResume()
    {
        string run = await KilledAsync("step:4");

        var result = await CommandLineRunner.RunAsync(KilledTraining.Command(run));

        Assert.Equal(2, result.ExitCode);
        Assert.Contains($"nlp-transfer resume {run}", result.Error);
        Assert.Contains("--overwrite", result.Error);

        var anew = await CommandLineRunner.RunProcessAsync([.. KilledTraining.Command(run), "--overwrite"]);
        Assert.True(anew.ExitCode == 0, anew.Error);
        Assert.Equal(training.Expected, KilledTraining.Outcome(run));
    }

    [Fact]
    public async Task Resume_OfAFolderThatIsNoRun_SaysWhatIsMissing()
    {
        using var folder = new TemporaryFolder();

        var result = await CommandLineRunner.RunAsync(["resume", folder.Root]);

        Assert.Equal(1, result.ExitCode);
        Assert.Contains("is no run: it has no experiment.json", result.Error);
    }

    [Fact]
    public async Task RunFolder_AfterTraining_HoldsWhatItShould()
    {
        string run = training.NewRun();
        Assert.Equal(0, (await CommandLineRunner.RunAsync(KilledTraining.Command(run))).ExitCode);

        using var experiment = JsonDocument.Parse(File.ReadAllText(Path.Combine(run, "experiment.json")));
        foreach (string section in new[] { "command", "schedule", "options", "seed", "data", "versions", "begun", "finished" })
            Assert.True(experiment.RootElement.TryGetProperty(section, out _), section);
        Assert.Single(Directory.GetFiles(run, "events.out.tfevents.*"));
        Assert.Contains("done after 56 steps", File.ReadAllText(Path.Combine(run, "log.txt")));
        Assert.True(File.Exists(Path.Combine(run, "model", "config.json")));
        Assert.InRange(Directory.GetDirectories(Path.Combine(run, "checkpoints")).Length, 2, 3);
    }

    private async Task<string> KilledAsync(string point)
    {
        string run = training.NewRun();
        using var process = KilledTraining.Start(run, point);
        Assert.Equal(137, (await CommandLineRunner.EndAsync(process)).ExitCode);
        return run;
    }

    private static async Task<CliResult> ShellAsync(string script, Dictionary<string, string> environment, string[] arguments)
    {
        var info = new ProcessStartInfo("bash", ["-c", script, Path.Combine(AppContext.BaseDirectory, "nlp-transfer"), .. arguments])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        foreach (var (name, value) in environment)
            info.Environment[name] = value;
        using var process = Process.Start(info)!;
        return await CommandLineRunner.EndAsync(process);
    }

    // Two labels that a word tells apart, enough of them for a split.
    private static string Rows(string word) => "text,label\n" + string.Concat(Enumerable.Range(0, 60).Select(i => i % 2 == 0 ? $"win a prize number {i} {word},spam\n" : $"see you at {i} o'clock {word},ham\n"));

    [LibraryImport("libc", EntryPoint = "kill")]
    private static partial int Kill(int process, int signal);
}
