namespace Setup.Tests;

/// <summary>What a process left: its exit code (128 + the signal when killed), both outputs and its time.</summary>
internal sealed record LaunchResult(int ExitCode, string Output, string Error, TimeSpan Elapsed)
{
    internal string LastLine => Output.TrimEnd('\n').Split('\n')[^1];

    internal void AssertSucceeded() =>
        Assert.True(ExitCode == 0, $"exit code {ExitCode}\n--- output\n{Output}\n--- error\n{Error}");
}
