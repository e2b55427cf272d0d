using System.Globalization;
using System.Text.Json;

namespace NlpTransfer.Experiments;

/// <summary>What a process that trains several runs is told of one.</summary>
/// <param name="Arguments">What would be typed, from the verb on.</param>
/// <param name="Log">A file that everything it writes is appended to.</param>
public sealed record TrialCall(IReadOnlyList<string> Arguments, string Log)
{
    /// <summary>What such a process is started with.</summary>
    public const string Verb = "trials";

    private const string Exit = "exit ";

    /// <summary>What a line of standard input says.</summary>
    /// <exception cref="JsonException">It is no call.</exception>
    public static TrialCall Parse(string line) => JsonSerializer.Deserialize<TrialCall>(line) ?? throw new JsonException("Expected a run, found null.");

    /// <summary>The line that answers a call.</summary>
    public static string Answer(int exitCode) => Exit + exitCode.ToString(CultureInfo.InvariantCulture);

    internal static int ExitCode(string answer) => int.Parse(answer.AsSpan(Exit.Length), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture);
}
