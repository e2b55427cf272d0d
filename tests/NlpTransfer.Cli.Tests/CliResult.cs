namespace NlpTransfer.Cli.Tests;

/// <summary>What one run of the command line left behind.</summary>
internal sealed record CliResult(int ExitCode, string Output, string Error);
