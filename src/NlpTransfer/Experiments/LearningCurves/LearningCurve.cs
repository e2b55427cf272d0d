namespace NlpTransfer.Experiments;

/// <summary>The same training on growing numbers of examples, on what was learned before and from scratch: what transfer is worth on this data.</summary>
public static class LearningCurve
{
    private const string ExamplesKey = "training-examples", PretrainedKey = "pretrained", FullFineTuning = "full-fine-tuning";

    /// <summary>The runs, from the fewest examples on. Validation and test examples are the same for all of one seed.</summary>
    public static IReadOnlyList<CurveRun> Runs(Experiment experiment) =>
    [
        .. from examples in experiment.LearningCurve.Examples
           from isPretrained in new[] { true, false }
           from trial in experiment.Trials
           let sized = trial.With(ExamplesKey, $"{examples}")
           select new CurveRun(examples, isPretrained, isPretrained ? sized : FromScratch(sized, experiment.LearningCurve)),
    ];

    /// <summary>A point for each number of examples whose runs are done.</summary>
    /// <param name="runs">With the folder that each was written to.</param>
    /// <param name="figure"><c>accuracy</c>, <c>macro-f1</c>, <c>mcc</c> or <c>loss</c>.</param>
    /// <param name="part"><c>test</c> or <c>validation</c>.</param>
    public static IReadOnlyList<CurvePoint> Measure(IEnumerable<(CurveRun Run, string Folder)> runs, string figure = "accuracy", string part = "test")
    {
        var metric = ComparedMetric.Find(figure) ?? throw new ArgumentException($"There is no figure '{figure}'.{NameSuggestion.DidYouMean(figure, RunComparison.Figures)}", nameof(figure));
        var values = runs.Select(r => (r.Run, Value: metric.Of(RunRecord.Open(r.Folder).Metrics[part]))).ToList();
        ComparedFigure Of(IEnumerable<(CurveRun Run, double Value)> group, bool isPretrained) => ComparedFigure.Of([.. group.Where(v => v.Run.IsPretrained == isPretrained).Select(v => v.Value)]);
        return [.. values.GroupBy(v => v.Run.Examples).Where(g => g.Any(v => v.Run.IsPretrained) && g.Any(v => !v.Run.IsPretrained)).Select(g => new CurvePoint(g.Key, Of(g, true), Of(g, false)))];
    }

    /// <summary>A picture of it that needs nothing else.</summary>
    public static string Svg(IReadOnlyList<CurvePoint> points, string figure) =>
        new Chart($"{figure} over the number of training examples", "training examples") { IsLogarithmicX = true }.Standalone(
            ("pretrained", [.. points.Select(p => ((double)p.Examples, p.Pretrained.Mean))]), ("from scratch", [.. points.Select(p => ((double)p.Examples, p.FromScratch.Mean))]));

    // Nothing is worth freezing that knows nothing.
    private static Trial FromScratch(Trial trial, LearningCurveOptions options)
    {
        var scratch = (trial with { Schedule = null }).With(PretrainedKey, "false").With(ExperimentFile.ScheduleKey, FullFineTuning);
        return options.FromScratch.Aggregate(scratch, (t, o) => t.With(o.Key, o.Values[0]));
    }
}
