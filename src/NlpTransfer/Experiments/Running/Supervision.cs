using System.Diagnostics;

namespace NlpTransfer.Experiments;

/// <summary>
/// What a command line and the process that started it have agreed on: a line on its standard input asks it to stop at the next safe
/// point, and the end of that input, the other's death, ends it at once.
/// </summary>
public static class Supervision
{
    private const string Variable = "NLPTRANSFER_SUPERVISED", Stop = "stop";

    /// <summary>Whether this process was started so.</summary>
    public static bool IsOn => Environment.GetEnvironmentVariable(Variable) == "1";

    /// <summary>Whether a line of standard input asks to stop.</summary>
    public static bool IsStop(string line) => line == Stop;

    /// <summary>Starts a command line so, with all three of its streams redirected.</summary>
    /// <exception cref="System.ComponentModel.Win32Exception">There is no such program, or it cannot be run.</exception>
    public static Process Start(ProcessStartInfo info)
    {
        info.RedirectStandardInput = info.RedirectStandardOutput = info.RedirectStandardError = true;
        info.Environment[Variable] = "1";
        return Process.Start(info)!;
    }

    /// <summary>From here on this process reads its own standard input, and no part of it may.</summary>
    public static void TakeOver() => Environment.SetEnvironmentVariable(Variable, null);

    /// <summary>Asks it to stop; nothing happens where it has ended by itself.</summary>
    public static void AskToStop(Process process) => Tell(process, Stop);

    /// <summary>Writes a line to its standard input; nothing happens where it has ended by itself.</summary>
    public static void Tell(Process process, string line)
    {
        try
        {
            process.StandardInput.WriteLine(line);
            process.StandardInput.Flush();
        }
        catch (IOException)
        {
            // It has ended already, and its exit code says how.
        }
    }
}
