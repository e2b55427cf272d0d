using System.CommandLine;
using NlpTransfer.Classifiers;

namespace NlpTransfer.Cli;

/// <summary>How texts are read that are longer than a classifier's limit.</summary>
internal static class LongTextArguments
{
    private static readonly Dictionary<string, LongTexts> Ways = new() { ["truncate"] = LongTexts.Truncate, ["mean"] = LongTexts.Mean, ["max"] = LongTexts.Max };

    private static readonly Option<string> Long = Typed.Choice("--long", "truncate", [.. Ways.Keys], "texts beyond the limit: cut off, or read in windows whose logits are averaged or maximised (default truncate)");
    private static readonly Option<int?> Stride = Typed.Integer("--stride", 1, "tokens from one window to the next (default half a window)");

    /// <summary>The options.</summary>
    public static OptionGroup Group { get; } = new("Long texts", [Long, Stride]);

    /// <summary>Whether anything was said of long texts.</summary>
    public static bool AreTyped(ParseResult arguments) => Group.Options.Any(option => arguments.GetResult(option) is { Implicit: false });

    /// <summary>Faults of what was typed.</summary>
    public static IEnumerable<string> Faults(ParseResult arguments)
    {
        if (arguments.GetValue(Stride) is not null && arguments.GetValue(Long) == "truncate")
            yield return "--stride needs --long mean or --long max; without windows there is none.";
    }

    /// <summary>What was typed.</summary>
    public static ReadingOptions Of(VerbRun run) => new() { Long = Ways[run.Value(Long)!], Stride = run.Value(Stride) };
}
