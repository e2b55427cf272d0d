using System.Globalization;
using NlpTransfer.Classifiers;

namespace NlpTransfer.Cli.Verbs.Predict;

/// <summary>An explanation for people: the strongest words, and where the terminal has colours the text in them.</summary>
internal static class ExplanationText
{
    private const int Shown = 8;
    private const string Green = "\e[32m", Red = "\e[31m", Plain = "\e[0m";

    /// <summary>The lines that stand below a prediction.</summary>
    public static IEnumerable<string> Lines(TextExplanation explanation, bool colours)
    {
        var strongest = explanation.Words.OrderByDescending(w => Math.Abs(w.Attribution)).Take(Shown).ToArray();
        yield return $"    {explanation.Label}: {(strongest.Length == 0 ? "no word was read" : string.Join(", ", strongest.Select(w => $"{w.Word} {Signed(w.Attribution)}")))}";
        yield return $"    log-odds {Signed(explanation.LogOdds)}, without words {Signed(explanation.BaselineLogOdds)}{Check(explanation)}";
        if (colours && strongest.Length > 0) yield return $"    {string.Join(' ', explanation.Words.Select(w => Coloured(w, Math.Abs(strongest[0].Attribution))))}";
    }

    private static string Check(TextExplanation explanation)
    {
        string agreement = explanation.Agreement is { } found ? string.Create(CultureInfo.InvariantCulture, $"; rank correlation with leaving words out {found:0.00}") : "";
        return explanation.Unread == 0 ? agreement : $"{agreement}; {explanation.Unread:N0} words behind the limit were not read";
    }

    // Words that hardly matter keep the terminal's own colour.
    private static string Coloured(WordAttribution word, double largest) =>
        Math.Abs(word.Attribution) < largest / 4 ? word.Word : $"{(word.Attribution > 0 ? Green : Red)}{word.Word}{Plain}";

    private static string Signed(double value) => value.ToString("+0.00;-0.00;0.00", CultureInfo.InvariantCulture);
}
