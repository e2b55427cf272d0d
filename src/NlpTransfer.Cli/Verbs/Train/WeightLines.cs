using NlpTransfer.Checkpoints;

namespace NlpTransfer.Cli.Verbs.Train;

/// <summary>What became of an encoder's weights, for people.</summary>
internal static class WeightLines
{
    /// <summary>Writes a line for each thing there is to say.</summary>
    public static void Write(Terminal terminal, WeightReport? report)
    {
        foreach (string sentence in report?.Sentences() ?? [])
            terminal.Error.WriteLine($"  {sentence}");
    }
}
