using System.Globalization;
using System.Text;

namespace Microsoft.ML.Tokenizers;

/// <summary>What the real package does to a text for BERT where the caller gives no normalizer.</summary>
/// <remarks>It is not BERT's own normalization: control characters go, line breaks among them, so that words grow
/// together. Kept because existing callers get these ids; give a normalizer of your own for BERT's.</remarks>
internal sealed class StockBertNormalizer(bool lowerCase, bool separateIdeographs, bool stripMarks) : Normalizer
{
    private static readonly (int First, int Last)[] Ideographs =
    [
        (0x3400, 0x4DBF), (0x4E00, 0x9FFF), (0xF900, 0xFAFF), (0x20000, 0x2A6DF),
        (0x2A700, 0x2B73F), (0x2B740, 0x2B81F), (0x2B820, 0x2CEAF), (0x2F800, 0x2FA1F),
    ];

    /// <inheritdoc />
    public override string Normalize(ReadOnlySpan<char> original) => Normalize(original.ToString());

    /// <inheritdoc />
    public override string Normalize(string original)
    {
        if (string.IsNullOrEmpty(original))
            return "";
        var text = new StringBuilder(original.Length);
        foreach (Rune rune in (stripMarks ? original.Normalize(NormalizationForm.FormD) : original).EnumerateRunes())
            Append(text, rune);
        return text.ToString().Normalize(NormalizationForm.FormC);
    }

    private void Append(StringBuilder text, Rune rune)
    {
        UnicodeCategory category = Rune.GetUnicodeCategory(rune);
        if (rune.Value is 0 or 0xFFFD || category == UnicodeCategory.Control || IsStripped(category))
            return;
        if (category == UnicodeCategory.SpaceSeparator)
            text.Append(' ');
        else if (lowerCase && category == UnicodeCategory.UppercaseLetter)
            text.Append(Rune.ToLowerInvariant(rune));
        else if (separateIdeographs && Ideographs.Any(r => rune.Value >= r.First && rune.Value <= r.Last))
            text.Append(' ').Append(rune).Append(' ');
        else
            text.Append(rune);
    }

    private bool IsStripped(UnicodeCategory category) =>
        stripMarks && category is (UnicodeCategory.NonSpacingMark or UnicodeCategory.SpacingCombiningMark);
}
