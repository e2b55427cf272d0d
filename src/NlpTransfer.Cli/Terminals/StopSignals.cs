using System.Runtime.InteropServices;
using NlpTransfer.Experiments;

namespace NlpTransfer.Cli;

/// <summary>
/// Ctrl+C and SIGTERM: the first asks the work to stop at its next safe point, the second ends the process at once.
/// Where another process supervises this one (<see cref="Supervision"/>), it asks through standard input.
/// </summary>
internal sealed partial class StopSignals : IDisposable
{
    private readonly CancellationTokenSource _stop = new();
    private readonly List<PosixSignalRegistration> _registrations = [];
    private readonly TextWriter _error;

    public StopSignals(TextWriter error)
    {
        _error = error;
        _registrations.Add(PosixSignalRegistration.Create(PosixSignal.SIGINT, OnSignal));
        _registrations.Add(PosixSignalRegistration.Create(PosixSignal.SIGTERM, OnSignal));
        if (Supervision.IsOn)
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
            if (Supervision.IsStop(word))
                lock (_registrations)
                    if (_registrations.Count > 0) // the work is not over
                        _stop.Cancel();
        ExitAtOnce();
    }

    /// <summary>Ends the process as a stopped one: Environment.Exit would wait for finalizers and native threads, which may be deep in a matrix product.</summary>
    public static void ExitAtOnce()
    {
        if (OperatingSystem.IsWindows())
            Environment.Exit(ExitCode.Stopped);
        ExitNow(ExitCode.Stopped);
    }

    [LibraryImport("libc", EntryPoint = "_exit")]
    private static partial void ExitNow(int status);
}
