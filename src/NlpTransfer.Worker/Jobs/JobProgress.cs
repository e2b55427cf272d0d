using System.Globalization;
using System.Text.Json;
using System.Text.RegularExpressions;

namespace NlpTransfer.Worker.Jobs;

/// <summary>How far a training is.</summary>
/// <param name="Step">The last finished step.</param>
/// <param name="MaxSteps">How many there are at most; null before it is known.</param>
/// <param name="Loss">At that step; null where it is no number.</param>
internal sealed partial record JobProgress(long Step, long? MaxSteps, double? Loss)
{
    private const int Tail = 8192;

    /// <summary>What an attempt's files say; null before its first step.</summary>
    public static JobProgress? Read(string? attempt)
    {
        if (attempt is null) return null;
        var step = LastLines(Path.Combine(attempt, "metrics.jsonl")).LastOrDefault(l => l.StartsWith("{\"type\":\"step\"", StringComparison.Ordinal) && l.EndsWith('}'));
        if (step is null) return null;
        using var line = JsonDocument.Parse(step);
        var loss = line.RootElement.GetProperty("loss");
        return new JobProgress(line.RootElement.GetProperty("step").GetInt64(), MaxStepsOf(Path.Combine(attempt, "log.txt")), loss.ValueKind == JsonValueKind.Number ? loss.GetDouble() : null);
    }

    private static long? MaxStepsOf(string log)
    {
        if (!File.Exists(log)) return null;
        using var reader = new StreamReader(new FileStream(log, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete));
        long? most = null;
        while (reader.ReadLine() is { } line)
            if (AtMost().Match(line) is { Success: true } match) most = long.Parse(match.Groups[1].Value, CultureInfo.InvariantCulture);
        return most;
    }

    private static string[] LastLines(string path)
    {
        if (!File.Exists(path)) return [];
        using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
        file.Seek(-Math.Min(Tail, file.Length), SeekOrigin.End);
        using var reader = new StreamReader(file);
        return reader.ReadToEnd().Split('\n');
    }

    [GeneratedRegex(@"at most (\d+) steps")]
    private static partial Regex AtMost();
}
