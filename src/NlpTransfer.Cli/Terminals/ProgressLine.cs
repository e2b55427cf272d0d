namespace NlpTransfer.Cli;

/// <summary>
/// One line on standard error that is redrawn while work goes on: bar, percentage, details, time left. Where no
/// person watches, nothing is drawn; only <see cref="Finish"/> leaves a line.
/// </summary>
internal sealed class ProgressLine(Terminal terminal)
{
    private const int BarWidth = 24;
    private static readonly TimeSpan Redraw = TimeSpan.FromMilliseconds(100);
    private long _started = terminal.Clock.GetTimestamp();
    private long _drawn;
    private bool _open;

    /// <summary>Starts the clock that the time left is reckoned from.</summary>
    public void Restart() => _started = terminal.Clock.GetTimestamp();

    /// <summary>Redraws, at most ten times a second. <paramref name="fraction"/> is between 0 and 1.</summary>
    public void Show(double fraction, string label, string details)
    {
        if (!terminal.Interactive || (_open && terminal.Clock.GetElapsedTime(_drawn) < Redraw))
            return;
        _drawn = terminal.Clock.GetTimestamp();
        _open = true;
        string line = $"{label}  {Bar(fraction)} {fraction,4:0 %}  {details}{Left(fraction)}";
        terminal.Error.Write($"\r{(line.Length >= terminal.Width ? line[..(terminal.Width - 1)] : line)}\e[K");
    }

    /// <summary>Replaces the line by its last words.</summary>
    public void Finish(string text)
    {
        Clear();
        terminal.Error.WriteLine(text);
    }

    /// <summary>Takes the line away.</summary>
    public void Clear()
    {
        if (_open)
            terminal.Error.Write("\r\e[K");
        _open = false;
    }

    private static string Bar(double fraction)
    {
        int full = (int)Math.Round(Math.Clamp(fraction, 0, 1) * BarWidth);
        return new string('━', full) + new string('─', BarWidth - full);
    }

    // The first two percent say little about the rest: compilation and caches make them slow.
    private string Left(double fraction)
    {
        if (fraction < 0.02)
            return "";
        var elapsed = terminal.Clock.GetElapsedTime(_started);
        return $"  {Duration.Text(elapsed * ((1 - fraction) / fraction))} left";
    }
}
