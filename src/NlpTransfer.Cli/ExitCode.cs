namespace NlpTransfer.Cli;

/// <summary>What the process returns to the shell.</summary>
internal static class ExitCode
{
    /// <summary>The work was done.</summary>
    public const int Done = 0;

    /// <summary>The command was right, but the work failed.</summary>
    public const int Failed = 1;

    /// <summary>The command itself was wrong: a verb, option, value or path that cannot be.</summary>
    public const int WrongUse = 2;

    /// <summary>The user stopped it (128 + SIGINT, as shells count).</summary>
    public const int Stopped = 130;
}
