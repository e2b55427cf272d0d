using System.CommandLine;

namespace NlpTransfer.Cli.Verbs.Predict;

/// <summary>
/// <c>--explain</c>: of texts a switch, of pictures the folder that the explanations go to. Which of them it is shows only in the
/// classifier, so what stands behind it is a text of the former.
/// </summary>
internal static class ExplainOption
{
    /// <summary>The option.</summary>
    public static Option<string?> Option { get; } = new("--explain")
    {
        HelpName = "OUT",
        Description = "why: of texts what each word adds to the label's log-odds (integrated gradients), checked by leaving words out; of pictures, into the folder OUT, one picture each with the places coloured that spoke for its label (Grad-CAM)",
        Arity = ArgumentArity.ZeroOrOne,
    };

    /// <summary>Whether it was given.</summary>
    public static bool IsGiven(VerbRun run) => run.IsTyped(Option);

    /// <summary>The folder for pictures; null where nothing is to be explained.</summary>
    /// <exception cref="UsageException">It was given without one.</exception>
    public static string? Folder(VerbRun run) => !IsGiven(run) ? null
        : run.Value(Option) ?? throw new UsageException($"{Option.Name} needs a folder behind it for a classifier of pictures, such as {Option.Name} why.");

    /// <summary>The texts that were typed, the one behind this option at its place among them.</summary>
    public static IReadOnlyList<string> Texts(VerbRun run, Argument<string[]> argument)
    {
        var texts = (run.Value(argument) ?? []).ToList();
        if (!IsGiven(run) || run.Value(Option) is not { } swallowed) return texts;
        var tokens = run.Arguments.Tokens.Select(token => token.Value).ToList();
        int place = tokens.IndexOf(Option.Name);
        texts.Insert(texts.Count(text => tokens.IndexOf(text) is var at && at >= 0 && at < place), swallowed);
        return texts;
    }
}
