using System.Diagnostics;
using System.Globalization;

/// <summary>
/// Twenty trainings of a head for three epochs on the frozen built-in encoder, as <c>run</c> does them, against one of them that computes the encoder in
/// every epoch. Both are whole: processes, data, tokens, figures of two parts, saved models and reports.
/// </summary>
internal static class SweepBenchmark
{
    private const string Common = "backbone: minilm\nschedule: feature-extraction\nepochs: 3\noffline: true\n", Rates = "[0.001, 0.002, 0.003, 0.005, 0.01]", Dropouts = "[0, 0.1, 0.2, 0.3]";
    private const double Wanted = 1.5;

    internal static void Run(TextWriter output)
    {
        foreach (var corpus in new[] { "topic", "sentiment" }) Run(output, corpus);
    }

    private static void Run(TextWriter output, string corpus)
    {
        var folder = Directory.CreateTempSubdirectory("nlp-transfer-bench-").FullName;
        try
        {
            var one = Time(folder, "one", $"corpus: {corpus}\n{Common}learning-rate: 0.001\nfeature-cache: \"off\"\n");
            var many = Time(folder, "many", $"corpus: {corpus}\n{Common}learning-rate: {Rates}\ndropout: {Dropouts}\ncache-folder: cache\n");
            output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{corpus,-9} 20 trials {many:F1} s, one uncached {one:F1} s: {many / one:F2} times, at most {Wanted} wanted"));
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static double Time(string folder, string name, string text)
    {
        var file = Path.Combine(folder, $"{name}.yml");
        File.WriteAllText(file, text);
        var info = new ProcessStartInfo(Path.Combine(AppContext.BaseDirectory, "nlp-transfer"), ["run", file, "--out", Path.Combine(folder, name), "--json"]) { RedirectStandardOutput = true, RedirectStandardError = true };
        var began = Stopwatch.GetTimestamp();
        using var process = Process.Start(info)!;
        var (answer, complaint) = (process.StandardOutput.ReadToEndAsync(), process.StandardError.ReadToEndAsync());
        process.WaitForExit();
        answer.Wait();
        return process.ExitCode == 0 ? Stopwatch.GetElapsedTime(began).TotalSeconds : throw new InvalidOperationException($"run ended with {process.ExitCode}: {complaint.Result}");
    }
}
