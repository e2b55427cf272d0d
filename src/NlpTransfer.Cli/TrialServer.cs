using System.Collections.Concurrent;
using System.Text;
using NlpTransfer.Experiments;
using NlpTransfer.Training;
using TorchSharp;

namespace NlpTransfer.Cli;

/// <summary>
/// The command line as a process that does several trainings, one after the other: each comes as a line on standard input, and its exit code goes out.
/// A line can also ask the one at hand to stop; the end of the input ends the process at once.
/// </summary>
internal sealed class TrialServer : IDisposable
{
    private readonly BlockingCollection<TrialCall> _calls = [];
    private readonly Lock _gate = new();
    private CancellationTokenSource? _stop;

    /// <summary>Does what comes.</summary>
    public static async Task<int> RunAsync()
    {
        Supervision.TakeOver(); // the trainings have no input of their own
        SharedWork.Begin();
        using var server = new TrialServer();
        new Thread(server.Read) { IsBackground = true, Name = "supervisor" }.Start();
        int threads = torch.get_num_threads();
        foreach (var call in server._calls.GetConsumingEnumerable())
        {
            torch.set_num_threads(threads); // the one before may have had others
            int code = await server.RunAsync(call);
            Console.Out.WriteLine(TrialCall.Answer(code));
        }
        return ExitCode.Done;
    }

    /// <inheritdoc/>
    public void Dispose() => _calls.Dispose();

    private async Task<int> RunAsync(TrialCall call)
    {
        using var stop = new CancellationTokenSource();
        lock (_gate) _stop = stop;
        try
        {
            await using var log = new StreamWriter(new FileStream(call.Log, FileMode.Append, FileAccess.Write, FileShare.ReadWrite), new UTF8Encoding(false)) { NewLine = "\n", AutoFlush = true };
            return await Application.RunAsync([.. call.Arguments], new Terminal(Stream.Null, log, log), stop.Token);
        }
        finally
        {
            lock (_gate) _stop = null;
        }
    }

    private void Read()
    {
        while (Console.In.ReadLine() is { } line)
        {
            if (!Supervision.IsStop(line)) _calls.Add(TrialCall.Parse(line));
            else
                lock (_gate) _stop?.Cancel();
        }
        StopSignals.ExitAtOnce();
    }
}
