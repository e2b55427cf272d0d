namespace NlpTransfer.Experiments;

/// <summary>Runs the trainings of an experiment, several at a time; what is done already is not done again, what was stopped goes on.</summary>
public sealed class ExperimentRunner
{
    private const string Log = "output.txt";
    private const int Stopped = 130;

    private readonly TimeProvider time;

    public ExperimentRunner(TimeProvider? time = null) => this.time = time ?? TimeProvider.System;

    /// <summary>The names of options.</summary>
    public required ExperimentKeys Keys { get; init; }

    /// <summary>Runs a training and gives its exit code: the words after the program's name, a file for what it says, and when to stop.</summary>
    public required Func<IReadOnlyList<string>, string, CancellationToken, Task<int>> Start { get; init; }

    /// <summary>Trainings at a time.</summary>
    /// <value>1</value>
    public int Jobs { get; init; } = 1;

    /// <summary>Threads of each training that does not say it itself.</summary>
    /// <value>null: as many as there are cores, divided by <see cref="Jobs"/></value>
    public int? Threads { get; init; }

    /// <summary>Whether what is in the folders is done anew.</summary>
    /// <value>false</value>
    public bool Overwrite { get; init; }

    /// <summary>Told of each training that ends, one at a time.</summary>
    public Action<TrialOutcome> Report { get; init; } = _ => { };

    /// <summary>Runs them.</summary>
    /// <param name="runs">Trainings with the folder of each.</param>
    /// <param name="cancellation">Stops the ones at hand after a checkpoint, and begins no other.</param>
    /// <returns>In the order of the runs.</returns>
    /// <exception cref="OptionsException">A folder holds a run with other options; nothing was begun.</exception>
    /// <exception cref="OperationCanceledException">It was stopped; call again to go on.</exception>
    public async Task<IReadOnlyList<TrialOutcome>> RunAsync(IReadOnlyList<(Trial Trial, string Folder)> runs, CancellationToken cancellation = default)
    {
        var folders = runs.Select(r => new TrialFolder(r.Folder, r.Trial, Keys)).ToList();
        var states = folders.Select(f => Overwrite ? TrialState.New : f.State()).ToList();
        var outcomes = new TrialOutcome?[runs.Count];
        var options = new ParallelOptions { MaxDegreeOfParallelism = Jobs };
        await Parallel.ForEachAsync(Enumerable.Range(0, runs.Count), options, async (i, _) =>
        {
            if (cancellation.IsCancellationRequested) return;
            outcomes[i] = await RunAsync(runs[i].Trial, folders[i], states[i], runs.Count > 1, cancellation);
            lock (outcomes) Report(outcomes[i]!);
        });
        cancellation.ThrowIfCancellationRequested();
        return [.. outcomes.Select(o => o!)];
    }

    private async Task<TrialOutcome> RunAsync(Trial trial, TrialFolder folder, TrialState state, bool isShared, CancellationToken cancellation)
    {
        var started = time.GetTimestamp();
        if (state == TrialState.Finished) return new(trial, folder.Path, state, 0, TimeSpan.Zero);
        var command = folder.Command(state, Threads ?? (Jobs == 1 ? null : Math.Max(1, Environment.ProcessorCount / Jobs)), isShared);
        var log = Path.Combine(folder.Path, Log);
        var code = await Start(command, log, cancellation);
        return new(trial, folder.Path, state, code, time.GetElapsedTime(started)) { Error = code is 0 or Stopped ? null : LastWords(log) };
    }

    private static string LastWords(string log) => (File.Exists(log) ? File.ReadLines(log).LastOrDefault(line => line.Length > 0) : null) ?? "it said nothing";
}
