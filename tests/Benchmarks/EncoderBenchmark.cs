using System.Globalization;
using NlpTransfer.Backbones;
using NlpTransfer.Classifiers;
using NlpTransfer.Kernels;
using static TorchSharp.torch;

/// <summary>
/// The built-in encoder (MiniLM-L6, dropout 0.1) beside the plain way to run it, at fixed shapes and on text at natural lengths, and
/// beside the matrix products alone; each in a process of its own, in turns. NLPTRANSFER_BENCH_TASKS=full:32x64,inference:sms
/// narrows it down, NLPTRANSFER_FULL=1 takes three rounds instead of one, and a whole fine-tuning (training:reviews).
/// </summary>
internal static class EncoderBenchmark
{
    private const string Name = "encoders", Products = "products";
    private const double LeastSeconds = 2;

    internal static void Run(TextWriter output)
    {
        if (Child.Task?.Split('|') is [var kind, var task])
        {
            if (task == EncoderTraining.Name) output.WriteLine(EncoderTraining.Run(kind));
            else output.WriteLine((kind == Products ? MeasureProducts(EncoderTask.Parse(task)) : Measure(kind, EncoderTask.Parse(task))).Line);
            return;
        }
        var rounds = Environment.GetEnvironmentVariable("NLPTRANSFER_FULL") == "1" ? 3 : 1;
        var wanted = Environment.GetEnvironmentVariable("NLPTRANSFER_BENCH_TASKS")?.Split(',');
        foreach (var chosen in EncoderTask.All.Where(t => wanted?.Contains(t.Name) ?? true)) Compare(output, chosen, rounds);
        if (wanted?.Contains(EncoderTask.Recomputed.Name) ?? true) CompareMemory(output);
        foreach (var rounded in EncoderTask.Rounded.Where(t => wanted?.Contains(t.Name) ?? true)) ComparePrecisions(output, rounded);
        if (wanted?.Contains(EncoderTraining.Name) ?? rounds > 1) output.WriteLine(EncoderTraining.Compare(Training("ours"), Training("plain-tuned")));

        string Training(string kind) => Child.LastLine(Name, $"{kind}|{EncoderTraining.Name}", Child.Settings(kind));
    }

    private static void Compare(TextWriter output, EncoderTask task, int rounds)
    {
        var kinds = Child.Kinds.Append(Products).ToArray();
        var found = Enumerable.Range(0, rounds).Select(_ => kinds.Select(kind => EncoderCost.Parse(Child.LastLine(Name, $"{kind}|{task.Name}", Child.Settings(kind)))).ToArray()).ToArray();
        var peak = found.Select(f => f[3].Work).Median(); // where nothing but products ran
        output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{task.Name,-22} {string.Join(", ", Child.Kinds.Select((kind, i) => Of(kind, [.. found.Select(f => f[i])], peak)))}"));
        output.WriteLine($"{"",-22} {string.Join(", ", Ratios(task, found))}; peak {peak / 1e9:F0} GFLOP/s");
    }

    private static EncoderCost Ours(EncoderTask task) => EncoderCost.Parse(Child.LastLine(Name, $"{Child.Kinds[0]}|{task.Name}", []));

    private static void ComparePrecisions(TextWriter output, EncoderTask task)
    {
        if (EncoderKernels.InForce.BFloat16Fault(CPU) is { } fault)
        {
            output.WriteLine($"{task.Name,-22} {fault}");
            return;
        }
        var (exact, rounded) = (Ours(task with { Job = EncoderJob.Inference }), Ours(task));
        output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{task.Name,-22} bfloat16 {rounded.Texts / rounded.Seconds:F1} texts/s, {exact.Seconds / rounded.Seconds:F2} times float32's {exact.Texts / exact.Seconds:F1}"));
    }

    // What activations take is the peak less that of a step with hardly any.
    private static void CompareMemory(TextWriter output)
    {
        var (smallest, kept, recomputed) = (Ours(EncoderTask.Smallest), Ours(EncoderTask.Recomputed with { Job = EncoderJob.Full }), Ours(EncoderTask.Recomputed));
        output.WriteLine(string.Create(CultureInfo.InvariantCulture,
            $"{EncoderTask.Recomputed.Name,-22} {kept.Megabytes:F0} MB, {recomputed.Megabytes:F0} MB with --checkpoint-activations: {(recomputed.Megabytes - smallest.Megabytes) / (kept.Megabytes - smallest.Megabytes):P0} of what activations take (at most 50 %), in {recomputed.Seconds / kept.Seconds:F2} times the time"));
    }

    private static string Of(string kind, EncoderCost[] costs, double peak) => string.Create(CultureInfo.InvariantCulture,
        $"{kind} {costs.Select(c => c.Texts / c.Seconds).Median():F1} texts/s ({costs.Select(c => c.Work / c.Seconds / peak).Median():P0} of the peak, {costs.Select(c => c.Megabytes).Median():F0} MB)");

    private static IEnumerable<string> Ratios(EncoderTask task, EncoderCost[][] found)
    {
        yield return Times(i: 1, "plain-tuned", task.TunedTarget);
        yield return Times(i: 2, "plain-stock", task.Shape is null ? null : EncoderTask.StockTarget);
        if (task.Shape is not null && task.Job is EncoderJob.Full or EncoderJob.Inference)
            yield return string.Create(CultureInfo.InvariantCulture, $"takes {found.Select(f => f[0].Seconds / f[3].Seconds).Median():F2} times the products alone (at most {task.ProductsTarget:F2})");

        string Times(int i, string kind, double? target) => string.Create(CultureInfo.InvariantCulture,
            $"{found.Select(f => f[i].Seconds / f[0].Seconds).Median():F2} times {kind}{(target is null ? "" : $" (at least {target})")}");
    }

    private static EncoderCost Measure(string kind, EncoderTask task)
    {
        using var classifier = TextClassifier.FromPretrained("minilm", ["a", "b"], new() { Pooling = EncoderPooling.Mean });
        var (run, passes) = kind == "ours" ? EncoderPass.Ours(task, classifier) : EncoderPass.Plain(task, classifier);
        var seconds = Median(run) / passes;
        var lengths = EncoderTexts.Lengths(EncoderTexts.Batches(task, classifier.Preprocessor, plain: true));
        return new(seconds, lengths.Count, new EncoderWork(Config(classifier)).Of(task.Job, lengths, passes), EncoderCost.PeakMegabytes());
    }

    // The products' own time, and in place of work the machine's peak.
    private static EncoderCost MeasureProducts(EncoderTask task)
    {
        using var guard = no_grad();
        if (task.Shape is not { } shape || task.Job is not (EncoderJob.Full or EncoderJob.Inference)) return new(1, 1, EncoderWork.Peak(), 0);
        using var classifier = TextClassifier.FromPretrained("minilm", ["a", "b"]);
        var seconds = Median(new EncoderWork(Config(classifier)).Products(shape, backward: task.Job == EncoderJob.Full));
        return new(seconds, shape.Rows, EncoderWork.Peak(), EncoderCost.PeakMegabytes());
    }

    private static EncoderConfig Config(TextClassifier classifier) => ((EncoderBackbone)classifier.Model.Backbone).Config;

    // The first one warms up; few are enough where one is long.
    private static double Median(Action pass)
    {
        pass();
        var (start, times) = (Cost.Now, new List<double>());
        while (times.Count < 3 || Cost.Now.Since(start).Wall < LeastSeconds)
        {
            var before = Cost.Now;
            pass();
            times.Add(Cost.Now.Since(before).Wall);
        }
        return times.Median();
    }
}
