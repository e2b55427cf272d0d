using System.Globalization;

namespace NlpTransfer.Cli;

/// <summary>Times as people read them.</summary>
internal static class Duration
{
    /// <summary>"0.42 s", "12.3 s" or "2:05 min".</summary>
    public static string Text(TimeSpan time) => time.TotalSeconds switch
    {
        < 10 => string.Create(CultureInfo.InvariantCulture, $"{time.TotalSeconds:0.00} s"),
        < 60 => string.Create(CultureInfo.InvariantCulture, $"{time.TotalSeconds:0.0} s"),
        _ => string.Create(CultureInfo.InvariantCulture, $"{(int)time.TotalMinutes}:{time.Seconds:00} min"),
    };
}
