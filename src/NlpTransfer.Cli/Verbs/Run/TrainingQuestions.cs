using System.Text.Json;

namespace NlpTransfer.Cli.Verbs.Run;

/// <summary>
/// Tells another program, such as a worker, which keys an experiment may have, then whether trainings can be: each line of standard input is the JSON of
/// what would be typed after nlp-transfer, and is answered by a line with the JSON of its faults.
/// </summary>
internal static class TrainingQuestions
{
    /// <summary>Until the input ends.</summary>
    public static async Task AnswerAsync(VerbRun run)
    {
        run.Terminal.Output.WriteLine(ExperimentArguments.Keys.ToJson());
        using var input = run.Terminal.OpenInput();
        while (await input.ReadLineAsync(run.Stop) is { } line)
            run.Terminal.Output.WriteLine(JsonSerializer.Serialize(Faults(line, run)));
    }

    private static IReadOnlyList<string> Faults(string line, VerbRun run)
    {
        try
        {
            return [.. ExperimentArguments.Faults(JsonSerializer.Deserialize<string[]>(line)!, run)];
        }
        catch (Exception unreadable) when (unreadable is IOException or UnauthorizedAccessException or InvalidDataException)
        {
            return [unreadable.Message]; // a model or schedule that the options name
        }
    }
}
