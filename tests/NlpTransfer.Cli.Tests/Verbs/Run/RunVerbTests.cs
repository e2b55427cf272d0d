using System.Runtime.InteropServices;
using System.Text.Json;

namespace NlpTransfer.Cli.Tests.Verbs.Run;

[Collection(TorchGenerator.Name)]
public sealed partial class RunVerbTests : IDisposable
{
    private const int Interrupt = 2;

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Run_OfItsOwnResolvedFile_GivesTheSameWeightsToTheBit()
    {
        string file = _folder.Write("one.yml", SmallExperiment.Text + "schedule: {name: own, phases: [{groups: [head], epochs: 1}, {groups: [{group: all, rate: 0.5}], epochs: 1}]}\nfreeze: [[embeddings.seen.weight, head.classifier.bias]]\n");
        string first = _folder["first"], again = _folder["again"];
        var ran = await CommandLineRunner.RunAsync(["run", file, "--out", first]);
        Assert.True(ran.ExitCode == 0, ran.Error);

        var repeated = await CommandLineRunner.RunAsync(["run", Path.Combine(first, "experiment.yml"), "--out", again, "--json"]);

        Assert.True(repeated.ExitCode == 0, repeated.Error);
        Assert.Equal(SmallExperiment.Weights(first), SmallExperiment.Weights(again));
        Assert.Equal(File.ReadAllText(Path.Combine(first, "metrics.jsonl")), File.ReadAllText(Path.Combine(again, "metrics.jsonl")));
        Assert.Equal(0, JsonDocument.Parse(repeated.Output).RootElement.GetProperty("runs")[0].GetProperty("exit_code").GetInt32());
        AssertComplete(first);
    }

    [Fact]
    public async Task Check_AnswersEachLineWithItsFaults()
    {
        var answered = await CommandLineRunner.RunAsync(["run", "--check"], "[\"train\",\"--corpus=topic\"]\n[\"train\",\"--corpus=topic\",\"--epochs=-1\"]\n[\"train\",\"--data=nowhere.csv\",\"--set=dropout=2\"]\n");
        Assert.True(answered.ExitCode == 0, answered.Error);
        string[] lines = answered.Output.TrimEnd('\n').Split('\n');
        Assert.Equal((await CommandLineRunner.RunAsync(["run", "--keys"])).Output, lines[0] + "\n");
        Assert.Equal([0, 1, 1], lines[1..].Select(l => JsonDocument.Parse(l).RootElement.GetArrayLength()));
        Assert.Contains("--epochs must be a whole number of at least 1", lines[2]);
        Assert.Contains("nowhere.csv", lines[3]);
    }

    // Tokens, files of features and their first blocks are shared by what runs in one process; poolings have the same weights and other features.
    [Fact]
    public async Task Run_RunsThatShareAProcess_GiveWhatEachGivesAlone()
    {
        SmallEncoder.Write(_folder);
        SmallEncoder.WriteTexts(_folder, "texts.csv");
        string file = _folder.Write("sweep.yml", "data: texts.csv\nbackbone: bert:encoder\nschedule: feature-extraction\nepochs: 2\nmax-tokens: 32\nthreads: [2, 1]\ncache-folder: cache\npooling: [mean, max]\ndropout: [0, 0.3]\n");
        string folder = _folder["sweep"];
        var ran = await CommandLineRunner.RunAsync(["run", file, "--out", folder]);
        Assert.True(ran.ExitCode == 0, ran.Error);
        foreach (string pooling in new[] { "mean", "max" })
        {
            string run = Path.Combine(folder, $"threads=1,pooling={pooling},dropout=0.3"), alone = _folder[$"alone-{pooling}"];
            Assert.Contains("read from an earlier run's file", File.ReadAllText(Path.Combine(run, "output.txt")));
            var again = await CommandLineRunner.RunAsync(["run", Path.Combine(run, "experiment.yml"), "--out", alone]);
            Assert.True(again.ExitCode == 0, again.Error);
            Assert.Equal(File.ReadAllBytes(Path.Combine(run, "model", "model.safetensors")), File.ReadAllBytes(Path.Combine(alone, "model", "model.safetensors")));
            Assert.Equal(File.ReadAllText(Path.Combine(run, "metrics.jsonl")), File.ReadAllText(Path.Combine(alone, "metrics.jsonl")));
        }
        Assert.NotEqual(File.ReadAllText(Path.Combine(_folder["alone-mean"], "metrics.jsonl")), File.ReadAllText(Path.Combine(_folder["alone-max"], "metrics.jsonl")));
    }

    [Fact]
    public async Task Run_AnEncoderThatOneRunTrained_IsNotWhatTheNextBeginsWith()
    {
        SmallEncoder.Write(_folder);
        SmallEncoder.WriteTexts(_folder, "texts.csv");
        string file = _folder.Write("sweep.yml", "data: texts.csv\nbackbone: bert:encoder\nepochs: 1\nmax-tokens: 32\nthreads: 1\nseed: [1, 2]\nschedule: [feature-extraction, full-fine-tuning]\n");
        var ran = await CommandLineRunner.RunAsync(["run", file, "--out", _folder["sweep"]]);
        Assert.True(ran.ExitCode == 0, ran.Error);
        foreach (string run in Directory.GetDirectories(_folder["sweep"]))
        {
            string alone = _folder[$"alone-{Path.GetFileName(run)}"];
            var again = await CommandLineRunner.RunAsync(["run", Path.Combine(run, "experiment.yml"), "--out", alone]);
            Assert.True(again.ExitCode == 0, again.Error);
            Assert.Equal(File.ReadAllBytes(Path.Combine(run, "model", "model.safetensors")), File.ReadAllBytes(Path.Combine(alone, "model", "model.safetensors")));
        }
    }

    [Fact]
    public async Task Run_StoppedByCtrlC_EndsWith130AndGoesOnWhereItWas()
    {
        // So many epochs that the second run does not end before it can be stopped.
        string file = _folder.Write("many.yml", SmallExperiment.Text.Replace("epochs: 1\n", "epochs: 12\npatience: 100\n", StringComparison.Ordinal) + "seed: [1, 2]\n");
        string stopped = _folder["stopped"], undisturbed = _folder["undisturbed"];
        using (var process = CommandLineRunner.Start("run", file, "--out", stopped))
        {
            string metrics = Path.Combine(stopped, "seed=2", "metrics.jsonl");
            while (!File.Exists(metrics) && !process.HasExited) await Task.Delay(2, TestContext.Current.CancellationToken);
            Assert.Equal(0, Kill(process.Id, Interrupt));
            var result = await CommandLineRunner.EndAsync(process);
            Assert.Equal(130, result.ExitCode);
            Assert.Contains("the same command goes on with the rest", result.Error);
        }

        var continued = await CommandLineRunner.RunAsync(["run", file, "--out", stopped]);
        var whole = await CommandLineRunner.RunAsync(["run", file, "--out", undisturbed, "--jobs", "2"]);

        Assert.True(continued.ExitCode == 0, continued.Error);
        Assert.True(whole.ExitCode == 0, whole.Error);
        Assert.Contains("seed=1  was done already", continued.Error);
        Assert.Matches("seed=2  continued|seed=2  [0-9]", continued.Error);
        Assert.Equal(SmallExperiment.Weights(Path.Combine(undisturbed, "seed=2")), SmallExperiment.Weights(Path.Combine(stopped, "seed=2")));
        await AssertComparesAsync(undisturbed);
    }

    [Fact]
    public async Task Run_WithFaults_SaysEachWithItsPlaceAndBeginsNothing()
    {
        string file = _folder.Write("bad.yml", "corpus: sms-spam\nbackbone: {grid: [mean, bilstmm]}\nlearning-rate: fast\nepochs: [1, x]\ndropout: 2\n");

        var result = await CommandLineRunner.RunAsync(["run", file, "--out", _folder["out"]]);

        Assert.Equal(2, result.ExitCode);
        Assert.Contains($"{file}, line 2, column 25: 'backbone' must be one of", result.Error);
        Assert.Contains("Did you mean 'bilstm'?", result.Error);
        Assert.Contains($"{file}, line 4, column 13: 'epochs' must be a whole number of at least 1, was 'x'.", result.Error);
        Assert.Contains($"{file}, line 3, column 16: 'learning-rate' must be a number such as 0.001 or 1e-3, was 'fast'.", result.Error);
        Assert.False(Directory.Exists(_folder["out"]));
    }

    [Theory]
    [InlineData("learning-rte: 0.1\n", "line 1, column 1: there is no option 'learning-rte'. Did you mean 'learning-rate'?")]
    [InlineData("out: here\n", "line 1, column 1: there is no option 'out'.")]
    [InlineData("backbone: mean\n", "run needs --data PATH or --corpus NAME|'data'")]
    [InlineData("data: nowhere.csv\n", "line 1, column 7: 'data': there is no file or folder")]
    public async Task Run_AFaultOfTheFile_IsSaid(string text, string fault)
    {
        var result = await CommandLineRunner.RunAsync(["run", _folder.Write("x.yml", text), "--plan"]);
        Assert.Equal(2, result.ExitCode);
        Assert.Contains(fault.Split('|')[^1], result.Error);
    }

    [Fact]
    public async Task Run_Plan_ListsRunsAndPathsAreRelativeToTheFile()
    {
        _folder.Write("mails.csv", "text,label\na,b\n");
        var result = await CommandLineRunner.RunAsync(["run", _folder.Write("x.yml", "data: mails.csv\nseed: [1, 2]\n"), "--plan", "--json"]);
        Assert.True(result.ExitCode == 0, result.Error);
        var runs = JsonDocument.Parse(result.Output).RootElement.GetProperty("runs");
        Assert.Equal(["train", $"--data={_folder["mails.csv"]}", "--seed=2"], runs[1].GetProperty("command").EnumerateArray().Select(w => w.GetString()));
    }

    [Fact]
    public void Keys_OptionsAndSettings_HaveNoNameTwice()
    {
        var keys = NlpTransfer.Cli.Verbs.Run.ExperimentArguments.Keys;
        string[] all = [.. keys.Options, .. keys.Switches, .. keys.Repeatable, .. keys.Settings, "name", "grid", "halving", "learning-curve"];
        Assert.Equal(all.Distinct().Count(), all.Length);
        Assert.Contains("no-header", keys.Switches);
        Assert.Contains("freeze", keys.Repeatable);
    }

    private async Task AssertComparesAsync(string folder)
    {
        var compared = await CommandLineRunner.RunAsync(["compare", folder, "--format", "csv"]);
        Assert.True(compared.ExitCode == 0, compared.Error);
        string[] lines = compared.Output.Trim().Split('\n');
        Assert.Equal(2, lines.Length); // two seeds of one configuration
        Assert.Contains(",2,0.", lines[1]);
        Assert.Contains("is no run", (await CommandLineRunner.RunAsync(["report", _folder.Root])).Error);
        var report = await CommandLineRunner.RunAsync(["report", Path.Combine(folder, "seed=1"), "--include-texts", "--mistakes", "2"]);
        Assert.True(report.ExitCode == 0, report.Error);
        Assert.Contains("<th scope=\"col\">text</th>", File.ReadAllText(report.Output.Trim()));
    }

    private static void AssertComplete(string run)
    {
        foreach (string file in new[] { "experiment.yml", "experiment.json", "metrics.jsonl", "report.html", "output.txt", "log.txt", "predictions/validation.jsonl", "predictions/test.jsonl", "model/config.json", "model/metrics.json", "model/training.json" })
            Assert.True(File.Exists(Path.Combine(run, file)), file);
        var experiment = JsonDocument.Parse(File.ReadAllText(Path.Combine(run, "experiment.json"))).RootElement;
        foreach (string section in new[] { "command", "commit", "versions", "data", "stages", "words", "finished" })
            Assert.True(experiment.TryGetProperty(section, out _), section);
        Assert.Equal(64, experiment.GetProperty("data").GetProperty("test_sha256").GetString()!.Length);
        Assert.DoesNotContain("Texts are left out", File.ReadAllText(Path.Combine(run, "report.html")).Split("Worst mistakes")[0]);
        AssertEvents(run);
    }

    // What TensorBoard would show is what metrics.jsonl says.
    private static void AssertEvents(string run)
    {
        var events = EventReader.Scalars(Directory.GetFiles(run, "events.out.tfevents.*").Single());
        var epochs = File.ReadLines(Path.Combine(run, "metrics.jsonl")).Select(l => JsonDocument.Parse(l).RootElement).Where(l => l.GetProperty("type").GetString() == "epoch").ToList();
        Assert.Equal(epochs.Select(e => (e.GetProperty("step").GetInt64(), (float)e.GetProperty("validation_loss").GetDouble())), events.Where(e => e.Tag == "validation/loss").Select(e => (e.Step, e.Value)));
        Assert.Contains(events, e => e.Tag == "train/learning_rate");
    }

    [LibraryImport("libc", EntryPoint = "kill")]
    private static partial int Kill(int process, int signal);
}
