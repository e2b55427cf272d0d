using System.Text.Json;

namespace NlpTransfer.Cli.Tests.Verbs.Resume;

/// <summary>Real processes, killed without any clean-up at named places and at random moments, then resumed.</summary>
public sealed class KillTests(KilledTraining training) : IClassFixture<KilledTraining>
{
    private const int Killed = 128 + 9;

    private static readonly bool Full = Environment.GetEnvironmentVariable("NLPTRANSFER_FULL") == "1";

    // A slow disk skips checkpoints; the counts are such that a slow one passes them too.
    private static readonly string[] Few = ["step:5", "step:29", "mid-write:2", "before-rename:2", "after-rename:2", "unfreeze:2", "evaluation:2", "phase-end:1"];

    private static readonly string[] More =
    [
        "step:1", "step:3", "step:13", "step:14", "step:15", "step:27", "step:28", "step:30", "step:42", "step:55", "step:56",
        "mid-write:1", "mid-write:3", "mid-write:5", "before-rename:1", "before-rename:3", "before-rename:4", "after-rename:1", "after-rename:3",
        "unfreeze:1", "evaluation:1", "evaluation:3", "evaluation:4", "phase-end:2",
    ];

    public static TheoryData<string> Points => [.. Few, .. Full ? More : []];

    [Theory]
    [MemberData(nameof(Points))]
    public async Task Train_KilledAtANamedPoint_IsResumedToTheSameBits(string point)
    {
        string run = training.NewRun();
        using var process = KilledTraining.Start(run, point);
        var killed = await CommandLineRunner.EndAsync(process);
        Assert.True(killed.ExitCode == Killed, $"{point} was not hit: exit code {killed.ExitCode}\n{killed.Error}"); // nothing else sends SIGKILL
        Assert.False(File.Exists(Path.Combine(run, "model", "config.json")));

        await AssertResumesToTheSameBits(run);
    }

    [Fact]
    public async Task Train_KilledAtRandomMoments_IsResumedToTheSameBits()
    {
        var random = new Random(20);
        var (moments, kills, runs) = (Full ? 28 : 4, 0, 0);
        for (; kills < moments && runs < 5 * moments; runs++) // on a fast machine some end before the blow falls
        {
            string run = training.NewRun();
            using var process = KilledTraining.Start(run);
            await KilledTraining.UntilBegunAsync(run, process);
            await KilledTraining.UntilLinesAsync(run, random.Next(0, 58), process);
            await Task.Delay(random.Next(0, 15), TestContext.Current.CancellationToken);
            process.Kill();
            kills += (await CommandLineRunner.EndAsync(process)).ExitCode == Killed ? 1 : 0;
            await AssertResumesToTheSameBits(run);
        }

        Assert.True(kills == moments, $"only {kills} of {runs} runs were killed before they ended, expected {moments}");
    }

    [Fact]
    public async Task Train_OfAnEncoderKilledWhileItsFeaturesAreComputed_IsResumedToTheSameBits()
    {
        using var folder = new TemporaryFolder();
        string data = folder.Write("mails.csv", "text,label\n" + string.Concat(Enumerable.Range(0, 60).Select(i => i % 2 == 0 ? $"win prize number {i},spam\n" : $"see you at {i},ham\n")));
        string[] Command(string run) => ["train", "--data", data, "--backbone", "minilm", "--schedule", "feature-extraction", "--epochs", "2", "--set", "batch-size=8", "--threads", "1", "--offline", "--out", run];

        await AssertResumesToTheSameBits(folder, Command, "features:1", "step:7");
    }

    // Pictures that change from epoch to epoch, batches prepared ahead, statistics of BatchNorm that move.
    [Fact]
    public async Task Train_OverPicturesKilled_IsResumedToTheSameBits()
    {
        using var folder = new TemporaryFolder();
        SmallPictures.Write(folder, "pictures", 24);
        string[] Command(string run) =>
        [
            "train", "--data", folder["pictures"], "--backbone", "resnet20-cifar", "--schedule", "freeze-then-unfreeze", "--epochs", "2", "--threads", "1", "--out", run,
            "--set", "image-size=8", "--set", "flip=0.5", "--set", "mixup=0.3", "--set", "batch-size=8", "--set", "checkpoint-steps=2",
        ];

        await AssertResumesToTheSameBits(folder, Command, "mid-write:2", "step:14");
    }

    [Fact]
    public async Task Resume_KilledAgainAndAgain_StillEndsWithTheSameBits()
    {
        string run = training.NewRun();
        using var process = KilledTraining.Start(run, "step:7");
        Assert.Equal(Killed, (await CommandLineRunner.EndAsync(process)).ExitCode);
        foreach (string point in new[] { "step:2", "evaluation:2", "mid-write:4" })
            Assert.Equal(Killed, (await KilledTraining.ResumeAsync(run, point)).ExitCode);

        await AssertResumesToTheSameBits(run);
    }

    // A training of its own, once undisturbed and once killed at each point.
    private static async Task AssertResumesToTheSameBits(TemporaryFolder folder, Func<string, string[]> command, params string[] points)
    {
        string undisturbed = folder["undisturbed"];
        var whole = await CommandLineRunner.RunProcessAsync(command(undisturbed));
        Assert.True(whole.ExitCode == 0, whole.Error);
        foreach (string point in points)
        {
            string run = folder[point.Replace(':', '-')];
            using var process = CommandLineRunner.StartWith(new() { ["NLPTRANSFER_FAULT_POINT"] = point }, command(run));
            Assert.Equal(Killed, (await CommandLineRunner.EndAsync(process)).ExitCode);
            var resumed = await KilledTraining.ResumeAsync(run);
            Assert.True(resumed.ExitCode == 0, resumed.Error);
            foreach (string file in new[] { "model/model.safetensors", "metrics.jsonl" })
                Assert.Equal(File.ReadAllBytes(Path.Combine(undisturbed, file)), File.ReadAllBytes(Path.Combine(run, file)));
        }
    }

    private async Task AssertResumesToTheSameBits(string run)
    {
        var resumed = await KilledTraining.ResumeAsync(run);
        Assert.True(resumed.ExitCode == 0, resumed.Error);
        AssertWithoutHolesOrDoubles(Path.Combine(run, "metrics.jsonl"));
        Assert.Equal(training.Expected, KilledTraining.Outcome(run));
    }

    private static void AssertWithoutHolesOrDoubles(string path)
    {
        var lines = File.ReadLines(path).Select(line => JsonDocument.Parse(line).RootElement).ToArray();
        Assert.Equal(Enumerable.Range(1, 4 * 14), Numbers(lines, "step"));
        Assert.Equal(Enumerable.Range(1, 2 * KilledTraining.Epochs), Numbers(lines, "epoch"));
    }

    private static IEnumerable<int> Numbers(IEnumerable<JsonElement> lines, string type) =>
        lines.Where(line => line.GetProperty("type").GetString() == type).Select(line => line.GetProperty(type).GetInt32());
}
