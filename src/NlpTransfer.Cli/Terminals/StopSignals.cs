using System.Runtime.InteropServices;

namespace NlpTransfer.Cli;

/// <summary>
/// Ctrl+C and SIGTERM: the first asks the work to stop at its next safe point, the second ends the process at once.
/// Under a worker (NLPTRANSFER_SUPERVISED=1), "stop" on standard input asks too, and the end of standard input, the worker's death, ends at once.
/// </summary>
internal sealed partial class StopSignals : IDisposable
{
    private const string Supervised = "NLPTRANSFER_SUPERVISED";

    private readonly CancellationTokenSource _stop = new();
    private readonly List<PosixSignalRegistration> _registrations = [];
    private readonly TextWriter _error;

    public StopSignals(TextWriter error)
    {
        _error = error;
        _registrations.Add(PosixSignalRegistration.Create(PosixSignal.SIGINT, OnSignal));
        _registrations.Add(PosixSignalRegistration.Create(PosixSignal.SIGTERM, OnSignal));
        if (Environment.GetEnvironmentVariable(Supervised) == "1")
            new Thread(ReadSupervisor) { IsBackground = true, Name = "supervisor" }.Start();
    }

    /// <summary>Cancelled by the first signal.</summary>
    public CancellationToken Token => _stop.Token;

    /// <inheritdoc/>
    public void Dispose()
    {
        lock (_registrations)
        {
            _registrations.ForEach(registration => registration.Dispose());
            _registrations.Clear();
            _stop.Dispose();
        }
    }

    private void OnSignal(PosixSignalContext context)
    {
        context.Cancel = true;
        if (_stop.IsCancellationRequested)
            ExitAtOnce();
        _error.WriteLine();
        _error.WriteLine("Stopping at the next safe point; Ctrl+C once more stops at once.");
        _stop.Cancel();
    }

    private void ReadSupervisor()
    {
        while (Console.In.ReadLine() is { } word)
            if (word == "stop")
                lock (_registrations)
                    if (_registrations.Count > 0) // the work is not over
                        _stop.Cancel();
        ExitAtOnce();
    }

    // Environment.Exit waits for finalizers and native threads, which may be deep in a matrix product.
    private static void ExitAtOnce()
    {
        if (OperatingSystem.IsWindows())
            Environment.Exit(ExitCode.Stopped);
        ExitNow(ExitCode.Stopped);
    }

    [LibraryImport("libc", EntryPoint = "_exit")]
    private static partial void ExitNow(int status);
}
