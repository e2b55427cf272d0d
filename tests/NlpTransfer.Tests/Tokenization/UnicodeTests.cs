using System.Globalization;
using System.Text;
using NlpTransfer.Tokenization;
using NlpTransfer.Tokenization.Unicode;

namespace NlpTransfer.Tests.Tokenization;

public class UnicodeTests
{
    private static readonly BertNormalizer StripOnly = new(new() { LowerCase = false, StripAccents = true }, new([]));
    private static readonly BertNormalizer LowerOnly = new(new() { StripAccents = false }, new([]));

    // Decomposition was settled long ago for all that Unicode 12.1 has; the runtime's may know more code points.
    [Fact]
    public void Decomposition_OfEveryCodePointThatHasOne_IsTheRuntimes()
    {
        int count = 0;
        foreach (Rune rune in Runes().Where(r => CharacterTable.ClassesOf(r.Value).HasFlag(CharacterClasses.Decomposes)))
        {
            count++;
            string expected = Kept(rune.ToString().Normalize(NormalizationForm.FormD));
            Assert.Equal(Spaced(rune, expected), StripOnly.Normalize(rune.ToString()));
        }
        Assert.Equal(2060 + 11_172, count);
    }

    [Fact]
    public void Marks_InAnyOrder_ComeOutInCanonicalOrder()
    {
        var random = new Random(20260821);
        Rune[] marks = [.. Runes().Where(r => CharacterTable.ClassesOf(r.Value).HasFlag(CharacterClasses.Combining))];
        for (var i = 0; i < 2_000; i++)
        {
            string text = string.Concat(Enumerable.Range(0, 12).Select(j => j % 5 == 0 ? "\u00e9" : random.GetItems(marks, 1)[0].ToString()));
            Assert.Equal(Kept(text.Normalize(NormalizationForm.FormD)), StripOnly.Normalize(text));
        }
    }

    [Fact]
    public void LowerCase_OfEveryCodePoint_IsTheRuntimes()
    {
        foreach (Rune rune in Runes().Where(r => CharacterTable.ClassesOf(r.Value).HasFlag(CharacterClasses.Upper) && r.Value != TextRules.DottedCapitalI))
            Assert.Equal(Rune.ToLowerInvariant(rune).ToString(), LowerOnly.Normalize(rune.ToString()));
    }

    [Theory]
    [InlineData(0x166D, "Punctuation")] // a symbol since Unicode 12.0
    [InlineData(0x1DF6, "Combining")] // a nonspacing mark since 9.0: kept
    [InlineData(0x61D, "None")] // punctuation since 14.0
    [InlineData(0x1885, "None")] // a nonspacing mark since 9.0, a letter before
    [InlineData(0xE123, "None")] // private use, inside the area: the reference keeps it
    [InlineData(0xE000, "Removed")]
    [InlineData(0x2B820, "None")]
    [InlineData(0x2B920, "Ideograph")]
    [InlineData('$', "Punctuation")]
    [InlineData(0x85, "Removed, Space")]
    public void Classes_WhereVersionsAndRulesDiffer_AreTheReferences(int codePoint, string expected) =>
        Assert.Equal(expected, CharacterTable.ClassesOf(codePoint).ToString());

    [Fact]
    public void Classes_OfSettledCharacters_AreTheRuntimes()
    {
        foreach (Rune rune in Runes().Where(r => r.Value is > 0x7F and < 0x600))
        {
            CharacterClasses classes = CharacterTable.ClassesOf(rune.Value);
            Assert.Equal(Rune.IsPunctuation(rune), classes.HasFlag(CharacterClasses.Punctuation));
            Assert.Equal(Rune.GetUnicodeCategory(rune) == UnicodeCategory.NonSpacingMark, classes.HasFlag(CharacterClasses.NonSpacing));
            Assert.Equal(Rune.IsWhiteSpace(rune), classes.HasFlag(CharacterClasses.Space));
        }
    }

    private static IEnumerable<Rune> Runes() =>
        Enumerable.Range(0, 0x110000).Where(Rune.IsValid).Select(c => new Rune(c));

    private static string Kept(string decomposed) => string.Concat(decomposed.EnumerateRunes()
        .Where(r => !CharacterTable.ClassesOf(r.Value).HasFlag(CharacterClasses.NonSpacing)));

    private static string Spaced(Rune rune, string text)
    {
        CharacterClasses classes = CharacterTable.ClassesOf(rune.Value);
        return classes.HasFlag(CharacterClasses.Ideograph) ? $" {text} " : classes.HasFlag(CharacterClasses.Space) ? " " : text;
    }
}
