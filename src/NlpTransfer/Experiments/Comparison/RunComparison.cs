using NlpTransfer.Classifiers;

namespace NlpTransfer.Experiments;

/// <summary>Runs beside one another: those that differ in their seed alone are one row.</summary>
public sealed class RunComparison
{
    private readonly ComparisonOptions options;
    private readonly ComparedMetric metric;
    private readonly Dictionary<RunRecord, IReadOnlyList<SavedPrediction>> labelled;

    private RunComparison(IReadOnlyList<RunRecord> runs, ComparisonOptions options)
    {
        (this.options, metric) = (options, ComparedMetric.Find(options.Metric)!);
        var groups = runs.GroupBy(run => string.Join('\n', run.Options.OrderBy(o => o.Key, StringComparer.Ordinal))).Select(g => g.ToList()).ToList();
        labelled = groups.Count < 2 ? [] : runs.Distinct().ToDictionary(run => run, Labelled);
        var (names, pairs) = (Names(groups), groups.Skip(1).Select(group => Pairs(groups[0], group).ToList()).ToList());
        var drawn = pairs.AsParallel().AsOrdered().Select(p => p.Count == 0 ? null : PairedBootstrap.Compare(p, metric, options.Resamples, options.Seed)).ToList(); // each draws from the seed
        Groups = [.. groups.Select((group, i) => Compared(names[i], group, i == 0 ? null : drawn[i - 1], isFirst: i == 0))];
    }

    /// <summary>In the order of the runs; the others are held against the first.</summary>
    public IReadOnlyList<ComparedGroup> Groups { get; }

    /// <summary>Names of the figures.</summary>
    public static IReadOnlyList<string> Figures { get; } = [.. ComparedMetric.All.Select(m => m.Name)];

    /// <summary>Compares runs.</summary>
    /// <exception cref="OptionsException">The options have faults.</exception>
    /// <exception cref="InvalidDataException">A run was not measured on that part of the data.</exception>
    public static RunComparison Of(IReadOnlyList<RunRecord> runs, ComparisonOptions? options = null)
    {
        options ??= new();
        OptionsException.ThrowIfAny(nameof(ComparisonOptions), options.Validate());
        if (runs.FirstOrDefault(run => !run.Metrics.ContainsKey(options.Part)) is { } unmeasured)
            throw new InvalidDataException($"{unmeasured.Folder} has no figures of {options.Part} data; it has those of {(unmeasured.Metrics.Count == 0 ? "none" : string.Join(", ", unmeasured.Metrics.Keys))}.");
        return new(runs, options);
    }

    private ComparedGroup Compared(string name, List<RunRecord> runs, Significance? againstFirst, bool isFirst)
    {
        var figures = ComparedMetric.All.ToDictionary(m => m.Name, m => ComparedFigure.Of([.. runs.Select(run => m.Of(run.Metrics[options.Part]))]));
        return new(name, runs, figures, againstFirst)
        {
            WithoutSignificance = isFirst || againstFirst is not null ? null : $"no run of it has the same {options.Part} examples as one of the first; give both the same --test and seeds",
        };
    }

    // Of equal seeds where there are such, else in their order.
    private IEnumerable<(ScoredExamples First, ScoredExamples Other)> Pairs(List<RunRecord> first, List<RunRecord> others)
    {
        var left = others.Select(run => (run.Seed, Rows: labelled[run])).Where(o => o.Rows.Count > 0).ToList();
        foreach (var run in first)
        {
            var rows = labelled[run];
            var match = left.Where(o => rows.Count > 0 && AreSame(rows, o.Rows)).OrderBy(o => o.Seed == run.Seed ? 0 : 1).FirstOrDefault();
            if (match.Rows is null) continue;
            left.Remove(match);
            var several = run.Metrics[options.Part].MicroF1 is not null;
            yield return (new(rows, several), new(match.Rows, several));
        }
    }

    private IReadOnlyList<SavedPrediction> Labelled(RunRecord run) =>
        [.. (run.PredictionsOf(options.Part) ?? []).Where(r => r.Labels.Count > 0 || run.Metrics[options.Part].MicroF1 is not null)];

    private static bool AreSame(IReadOnlyList<SavedPrediction> a, IReadOnlyList<SavedPrediction> b) =>
        a.Count == b.Count && a.Zip(b).All(p => p.First.Row == p.Second.Row && p.First.File == p.Second.File && p.First.Labels.SequenceEqual(p.Second.Labels))
        && a[0].Probabilities.Keys.SequenceEqual(b[0].Probabilities.Keys);

    // What differs between the groups, or the folder where nothing does.
    private static List<string> Names(List<List<RunRecord>> groups)
    {
        var options = groups.Select(g => g[0].Options).ToList();
        string[] differing = [.. options.SelectMany(o => o.Keys).Distinct().Where(key => options.Select(o => o.GetValueOrDefault(key)).Distinct().Count() > 1)];
        return [.. options.Select((o, i) => differing.Length == 0 || differing.Contains(ExperimentFile.ScheduleKey) && o.GetValueOrDefault(ExperimentFile.ScheduleKey)?.Contains('\n') == true
            ? groups[i][0].Name
            : string.Join(", ", differing.Select(key => $"{key}={(o.TryGetValue(key, out var value) ? value : "default")}")))];
    }
}
