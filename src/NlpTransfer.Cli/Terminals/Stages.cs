namespace NlpTransfer.Cli;

/// <summary>The named stages of a longer job, each with the time it took.</summary>
internal sealed class Stages(Terminal terminal)
{
    private readonly List<(string Name, TimeSpan Time)> _done = [];

    /// <summary>What is finished, in order.</summary>
    public IReadOnlyList<(string Name, TimeSpan Time)> Done => _done;

    /// <summary>Runs one stage and says how long it took; <paramref name="says"/> turns its result into the line.</summary>
    public T Run<T>(string name, Func<T> work, Func<T, string> says)
    {
        long start = terminal.Clock.GetTimestamp();
        var result = work();
        Finish(name, start, says(result));
        return result;
    }

    /// <summary>The same for work that waits.</summary>
    public async Task<T> RunAsync<T>(string name, Func<Task<T>> work, Func<T, string> says)
    {
        long start = terminal.Clock.GetTimestamp();
        var result = await work();
        Finish(name, start, says(result));
        return result;
    }

    private void Finish(string name, long start, string text)
    {
        var time = terminal.Clock.GetElapsedTime(start);
        _done.Add((name, time));
        terminal.Error.WriteLine($"{name,-10} {Duration.Text(time),10}   {text}");
    }
}
