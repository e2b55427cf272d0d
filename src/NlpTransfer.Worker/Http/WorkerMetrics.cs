using System.Collections.Concurrent;
using System.Globalization;
using System.Text;
using NlpTransfer.Worker.Jobs;

namespace NlpTransfer.Worker.Http;

/// <summary>Counts of this worker in Prometheus' text format.</summary>
internal sealed class WorkerMetrics
{
    private const string Prefix = "nlptransfer_";

    private readonly ConcurrentDictionary<(string Route, string Method, int Status), Histogram> requests = new();
    private readonly ConcurrentDictionary<string, (double Loss, double ExamplesPerSecond)> training = new();
    private readonly Histogram wait = new([0.1, 0.2, 0.5, 1, 5, 30, 300, 3600]), step = new([0.001, 0.005, 0.02, 0.1, 0.5, 2, 10]), batch = new([1, 2, 4, 8, 16, 32, 64]);
    private long cacheHits;

    public void Request(string route, string method, int status, TimeSpan took) =>
        requests.GetOrAdd((route, method, status), _ => new Histogram([0.001, 0.002, 0.005, 0.01, 0.05, 0.1, 0.5, 1, 5])).Add(took.TotalSeconds);

    public void Waited(TimeSpan time) => wait.Add(time.TotalSeconds);

    public void Batch(int size) => batch.Add(size);

    public void CacheHits(long hits) => Interlocked.Add(ref cacheHits, hits);

    /// <summary>Steps that a training reported since the last look.</summary>
    public void Steps(string job, long steps, long examples, double seconds, double loss)
    {
        if (steps < 1 || seconds <= 0) return;
        step.Add(seconds / steps, steps);
        training[job] = (loss, examples / seconds);
    }

    public void Over(string job) => training.TryRemove(job, out _);

    public string Write(IReadOnlyDictionary<JobState, int> jobs)
    {
        var text = new StringBuilder();
        Family(text, "jobs", "gauge", "Jobs by state.");
        foreach (var (state, count) in jobs) Line(text, "jobs", $"state=\"{JobRow.Word(state)}\"", count);
        Write(text, "queue_wait_seconds", "From submitted to begun.", [("", wait)]);
        Write(text, "step_seconds", "Time of a training step.", [("", step)]);
        Family(text, "examples_per_second", "gauge", "Of the trainings in this worker.");
        foreach (var (job, figures) in training) Line(text, "examples_per_second", $"job=\"{job}\"", figures.ExamplesPerSecond);
        Family(text, "loss", "gauge", "Training loss at the last step.");
        foreach (var (job, figures) in training) Line(text, "loss", $"job=\"{job}\"", figures.Loss);
        Family(text, "feature_cache_hits_total", "counter", "Features of frozen layers that were read instead of computed.");
        Line(text, "feature_cache_hits_total", "", cacheHits);
        Family(text, "resident_memory_bytes", "gauge", "Memory of this worker, without its trainings.");
        Line(text, "resident_memory_bytes", "", Environment.WorkingSet);
        Write(text, "predict_batch_size", "Inputs that one run through a model answered.", [("", batch)]);
        Write(text, "http_request_seconds", "Time of a request.", requests.Select(r => ($"route=\"{r.Key.Route}\",method=\"{r.Key.Method}\",code=\"{r.Key.Status}\"", r.Value)));
        return text.ToString();
    }

    private static void Write(StringBuilder text, string name, string help, IEnumerable<(string Labels, Histogram Histogram)> histograms)
    {
        Family(text, name, "histogram", help);
        foreach (var (labels, histogram) in histograms)
        {
            var comma = labels.Length > 0 ? "," : "";
            var (sum, counts) = histogram.Read();
            for (var i = 0; i < counts.Length; i++)
                Line(text, $"{name}_bucket", $"{labels}{comma}le=\"{(i < histogram.Bounds.Length ? histogram.Bounds[i].ToString(CultureInfo.InvariantCulture) : "+Inf")}\"", counts[i]);
            Line(text, $"{name}_sum", labels, sum);
            Line(text, $"{name}_count", labels, counts[^1]);
        }
    }

    private static void Family(StringBuilder text, string name, string type, string help) => text.Append($"# HELP {Prefix}{name} {help}\n# TYPE {Prefix}{name} {type}\n");

    private static void Line(StringBuilder text, string name, string labels, double value) =>
        text.Append(Prefix).Append(name).Append(labels.Length > 0 ? $"{{{labels}}}" : "").Append(' ').Append(value.ToString(CultureInfo.InvariantCulture)).Append('\n');
}
