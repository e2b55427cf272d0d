namespace NlpTransfer.Cli;

/// <summary>The command cannot be carried out as it was typed; ends in <see cref="ExitCode.WrongUse"/>.</summary>
internal sealed class UsageException(string message) : Exception(message);
