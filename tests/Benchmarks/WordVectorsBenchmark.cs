using System.Diagnostics;
using System.Globalization;
using NlpTransfer.Embeddings;

/// <summary>
/// Reading 341,479 x 100 vectors: as GloVe text beside merely finding the blanks of the same file, filtered, from our own
/// file; and searching them. Targets: text under 1.0 s and 250 MB, at most 1.5 times the search for blanks; filtered to
/// 20,000 words under 0.8 s and 60 MB; our file under 50 ms; a query under 15 ms.
/// </summary>
internal static class WordVectorsBenchmark
{
    private const int Rounds = 9;
    private const int Kept = 20_000;
    private const string Name = "word-vectors";

    internal static void Run(TextWriter output)
    {
        if (Child.Task is { } task)
        {
            Open(output, task);
            return;
        }

        using var files = new VectorBenchmarkFiles(Kept);
        output.WriteLine(files.Description);
        Ratios(output, files);
        Report(output, "GloVe text, own process", "1000 ms, 250 MB", InChild(files.Text, null));
        Report(output, $"filtered to {Kept} words, own process", "800 ms, 60 MB", InChild(files.Text, files.Words));
        Report(output, "wink JSON, own process", "4000 ms", InChild(files.Wink, null));
        Report(output, ".vectors, own process", "50 ms", InChild(files.Own, null));
        Queries(output, files.Own);
    }

    // Interleaved, so that a neighbour's burst hits both sides.
    private static void Ratios(TextWriter output, VectorBenchmarkFiles files)
    {
        var (read, search, scan) = (new List<double>(), new List<double>(), new List<double>());
        for (var round = -2; round < Rounds; round++)
        {
            var (r, s, v) = (Milliseconds(() => WordVectors.Open(files.Text).Dispose()), Milliseconds(() => BlankSearch.WithSpans(files.Text)), Milliseconds(() => BlankSearch.Vectorised(files.Text)));
            GC.Collect();
            if (round >= 0)
            {
                read.Add(r);
                search.Add(s);
                scan.Add(v);
            }
        }

        Line(output, "GloVe text, warm", read.Median(), "ms");
        Line(output, "only finding blanks and line ends, IndexOfAny", search.Median(), "ms");
        Line(output, "only finding blanks and line ends, our vectorised scan", scan.Median(), "ms");
        Line(output, "ratio to IndexOfAny", read.Zip(search, (a, b) => a / b).Median(), "(target 1.5)");
        Line(output, "ratio to the vectorised scan", read.Zip(scan, (a, b) => a / b).Median(), "");
    }

    private static void Queries(TextWriter output, string path)
    {
        using var vectors = WordVectors.Open(path);
        var similarity = new WordSimilarity(vectors);
        var query = vectors.Row(vectors.Count / 2).ToArray();
        var times = Enumerable.Range(0, 40).Select(_ => Milliseconds(() => similarity.Nearest(query, 10))).Skip(10).ToList();
        Line(output, $"nearest 10 of {vectors.Count}", times.Median(), "ms (target 15 at 400,000)");
    }

    private static void Open(TextWriter output, string task)
    {
        var parts = task.Split('|');
        var options = new VectorReadOptions { Words = parts[1].Length > 0 ? File.ReadAllLines(parts[1]) : null };
        var milliseconds = Milliseconds(() => WordVectors.Open(parts[0], options).Dispose());
        var peak = File.ReadLines("/proc/self/status").First(line => line.StartsWith("VmHWM", StringComparison.Ordinal));
        output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{milliseconds}|{peak.Split(' ', StringSplitOptions.RemoveEmptyEntries)[^2]}"));
    }

    private static (double Milliseconds, double Megabytes) InChild(string path, string? words)
    {
        var runs = Enumerable.Range(0, 5).Select(_ => OneChild($"{path}|{words}")).ToList();
        return (runs.Select(run => run.Milliseconds).Median(), runs.Select(run => run.Megabytes).Median());
    }

    private static (double Milliseconds, double Megabytes) OneChild(string task)
    {
        var last = Child.LastLine(Name, task, []).Split('|');
        return (double.Parse(last[0], CultureInfo.InvariantCulture), double.Parse(last[1], CultureInfo.InvariantCulture) / 1024);
    }

    private static double Milliseconds(Action action)
    {
        var clock = Stopwatch.StartNew();
        action();
        return clock.Elapsed.TotalMilliseconds;
    }

    private static void Report(TextWriter output, string what, string target, (double Milliseconds, double Megabytes) found) =>
        output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{what,-56}{found.Milliseconds,9:F1} ms {found.Megabytes,7:F0} MB   target {target}"));

    private static void Line(TextWriter output, string what, double value, string unit) =>
        output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{what,-56}{value,9:F2} {unit}"));
}
