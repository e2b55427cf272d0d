using System.Text.Json.Nodes;
using NlpTransfer.Experiments;
using NlpTransfer.Tests.Data;

namespace NlpTransfer.Tests.Experiments;

public sealed class ExperimentRunnerTests : IDisposable
{
    private readonly TempFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public async Task RunAsync_SeveralRuns_StartsEachInItsFolderAndReportsIt()
    {
        var started = new List<string>();
        var told = new List<string>();
        var outcomes = await Runner(started, told).RunAsync(Runs("seed: [1, 2]\nbackbone: cnn\noffline: true"), TestContext.Current.CancellationToken);
        Assert.Equal([$"train --seed=1 --backbone=cnn --offline --out {folder["seed=1"]} --overwrite", $"train --seed=2 --backbone=cnn --offline --out {folder["seed=2"]} --overwrite"], started);
        Assert.Equal(["seed=1", "seed=2"], told);
        Assert.All(outcomes, o => Assert.True(o.IsDone));
    }

    [Fact]
    public async Task RunAsync_Again_DoesWhatIsNotDone()
    {
        Finish("seed=1", ["1"]);
        var started = new List<string>();
        var outcomes = await Runner(started).RunAsync(Runs("seed: [1, 2]"), TestContext.Current.CancellationToken);
        Assert.Equal([TrialState.Finished, TrialState.New], outcomes.Select(o => o.Before));
        Assert.StartsWith("train --seed=2", Assert.Single(started));
    }

    [Fact]
    public async Task RunAsync_AnUnfinishedRunWithACheckpoint_IsResumed()
    {
        Finish("seed=1", ["1"], finished: false);
        Directory.CreateDirectory(Path.Combine(folder["seed=1"], "checkpoints", "000001-step-10"));
        var started = new List<string>();
        await Runner(started).RunAsync(Runs("seed: [1, 2]"), TestContext.Current.CancellationToken);
        Assert.Equal($"resume {folder["seed=1"]}", started[0]);
    }

    [Fact]
    public async Task RunAsync_AFolderOfOtherOptions_IsRefusedBeforeAnythingBegins()
    {
        Finish("seed=1", ["7"]);
        var started = new List<string>();
        var wrong = await Assert.ThrowsAsync<OptionsException>(() => Runner(started).RunAsync(Runs("seed: [1, 2]"), TestContext.Current.CancellationToken));
        Assert.Contains("holds a run with other options: seed was 7, is 1. Choose another --out, or begin anew with --overwrite.", wrong.Message);
        Assert.Empty(started);
    }

    [Fact]
    public async Task RunAsync_ARunThatFails_LeavesTheOthersAndSaysWhatItSaid()
    {
        var runner = new ExperimentRunner
        {
            Keys = TestKeys.Keys,
            Start = async (words, log, _) =>
            {
                await File.WriteAllTextAsync(log, "loading\nnlp-transfer: the loss is no number.\n");
                return words[1] == "--seed=1" ? 1 : 0;
            },
        };
        var outcomes = await runner.RunAsync(Runs("seed: [1, 2]"), TestContext.Current.CancellationToken);
        Assert.Equal([1, 0], outcomes.Select(o => o.ExitCode));
        Assert.Equal("nlp-transfer: the loss is no number.", outcomes[0].Error);
        Assert.Null(outcomes[1].Error);
    }

    [Fact]
    public async Task RunAsync_Jobs_AreThatManyAtATimeWithTheirShareOfTheThreads()
    {
        var (now, most, gate) = (0, 0, new TaskCompletionSource());
        var threads = new List<string>();
        var runner = new ExperimentRunner
        {
            Keys = TestKeys.Keys,
            Jobs = 3,
            Start = async (words, _, _) =>
            {
                lock (gate)
                {
                    most = Math.Max(most, ++now);
                    threads.Add(words.Single(w => w.StartsWith("--threads")));
                }
                if (most == 3) gate.TrySetResult();
                await gate.Task;
                lock (gate) now--;
                return 0;
            },
        };
        await runner.RunAsync(Runs("seed: [1, 2, 3, 4, 5]"), TestContext.Current.CancellationToken);
        Assert.Equal(3, most);
        Assert.All(threads, t => Assert.Equal($"--threads={Math.Max(1, Environment.ProcessorCount / 3)}", t));
    }

    [Fact]
    public async Task RunAsync_Stopped_BeginsNoOtherAndThrows()
    {
        using var stop = new CancellationTokenSource();
        var started = 0;
        var runner = new ExperimentRunner { Keys = TestKeys.Keys, Start = (_, _, _) => { started++; stop.Cancel(); return Task.FromResult(130); } };
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => runner.RunAsync(Runs("seed: [1, 2, 3]"), stop.Token));
        Assert.Equal(1, started);
    }

    [Fact]
    public async Task RunAsync_AScheduleInTheFile_IsWrittenBesideTheRun()
    {
        var started = new List<string>();
        await Runner(started).RunAsync(Runs("seed: 1\nschedule: {name: own, phases: [{groups: [head], epochs: 2}]}"), TestContext.Current.CancellationToken);
        string file = Path.Combine(folder["mine"], "schedule.yaml");
        Assert.Contains($"--schedule={file}", started[0]);
        Assert.Contains("name: own", File.ReadAllText(file));
    }

    [Fact]
    public async Task TrialProcesses_OneAfterTheOther_ShareAProcessUntilOneFails()
    {
        using var processes = new TrialProcesses(Script("while read -r call; do echo $$ >> pids; case $call in *bad*) echo exit 3;; *) echo exit 0;; esac; done"));
        foreach (var (word, expected) in new[] { ("a", 0), ("b", 0), ("bad", 3), ("c", 0) })
            Assert.Equal(expected, await processes.RunAsync([word], folder["log.txt"], TestContext.Current.CancellationToken));
        var pids = File.ReadAllLines(folder["pids"]);
        Assert.Equal([pids[0], pids[0], pids[0]], pids[..3]);
        Assert.NotEqual(pids[0], pids[3]);
    }

    [Fact]
    public async Task TrialProcesses_OneThatDies_GivesItsExitCodeAndItsLastWords()
    {
        using var processes = new TrialProcesses(Script("read -r call; echo out of memory >&2; exit 9"));
        Assert.Equal(9, await processes.RunAsync(["a"], folder["log.txt"], TestContext.Current.CancellationToken));
        Assert.Equal("out of memory\n", File.ReadAllText(folder["log.txt"]));
        Assert.Equal(9, await processes.RunAsync(["b"], folder["log.txt"], TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task TrialProcesses_WhenStopped_AskAndWait()
    {
        using var stop = new CancellationTokenSource();
        using var processes = new TrialProcesses(Script("read -r call; echo begun > begun; read -r word; echo $word > word; echo exit 130"));
        var run = processes.RunAsync(["a"], folder["log.txt"], stop.Token);
        while (!File.Exists(folder["begun"])) await Task.Delay(5, TestContext.Current.CancellationToken);
        Assert.False(run.IsCompleted);
        await stop.CancelAsync();
        Assert.Equal(130, await run);
        Assert.Equal("stop\n", File.ReadAllText(folder["word"]));
    }

    [Fact]
    public void TrialCall_AsALine_IsReadAgain()
    {
        var call = TrialCall.Parse(System.Text.Json.JsonSerializer.Serialize(new TrialCall(["train", "--data=a\nb.csv"], "log")));
        Assert.Equal(["train", "--data=a\nb.csv"], call.Arguments);
        Assert.Equal("log", call.Log);
    }

    private string Script(string text)
    {
        var path = folder["program"];
        File.WriteAllText(path, $"#!/bin/sh\ncd '{Path.GetDirectoryName(path)}'\n{text}\n");
        if (!OperatingSystem.IsWindows()) File.SetUnixFileMode(path, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        return path;
    }

    private ExperimentRunner Runner(List<string> started, List<string>? told = null) => new()
    {
        Keys = TestKeys.Keys,
        Start = (words, _, _) =>
        {
            started.Add(string.Join(' ', words));
            return Task.FromResult(0);
        },
        Report = outcome => told?.Add(outcome.Trial.Name),
    };

    private (Trial, string)[] Runs(string text) => [.. TestKeys.Parse(text).Trials.Select(t => (t, folder[t.Name]))];

    private void Finish(string name, string[] seed, bool finished = true)
    {
        FakeRuns.Write(folder[name], new() { ["--seed"] = seed, ["--threads"] = ["2"] }, 1, FakeRuns.Probabilities(4, _ => false));
        if (finished) return;
        string file = Path.Combine(folder[name], "experiment.json");
        var experiment = JsonNode.Parse(File.ReadAllText(file))!.AsObject();
        experiment.Remove("finished");
        File.WriteAllText(file, experiment.ToJsonString());
    }
}
