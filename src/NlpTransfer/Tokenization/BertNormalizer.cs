using System.Text;
using Microsoft.ML.Tokenizers;
using NlpTransfer.Tokenization.Unicode;

namespace NlpTransfer.Tokenization;

/// <summary>
/// BERT's text cleaning: control characters go, white space becomes a space, ideographs stand alone, accents are
/// stripped (canonical decomposition without nonspacing marks), letters are lower-cased; special tokens stay as they are.
/// </summary>
/// <remarks>Follows Hugging Face's Rust <c>BertNormalizer</c> (clean_text on). Its four passes are one here: each depends
/// on the code point alone, but for the order of marks, which <see cref="MarkOrder"/> keeps.</remarks>
internal sealed class BertNormalizer(BertTextRules rules, SpecialTokens special) : Normalizer
{
    private readonly bool lowerCase = rules.LowerCase;
    private readonly bool stripAccents = rules.StripsAccents;
    private readonly bool separateIdeographs = rules.SeparateIdeographs;
    private readonly char[] ascii = BuildAscii(rules.LowerCase);

    /// <inheritdoc />
    public override string Normalize(string original)
    {
        ArgumentNullException.ThrowIfNull(original);
        return Normalize(original, original);
    }

    /// <inheritdoc />
    public override string Normalize(ReadOnlySpan<char> original) => Normalize(original, null);

    private string Normalize(ReadOnlySpan<char> text, string? same)
    {
        var buffer = new TextBuffer(text.Length);
        try
        {
            Append(ref buffer, text);
            return same is not null && buffer.Text.SequenceEqual(same) ? same : buffer.Text.ToString();
        }
        finally
        {
            buffer.Dispose();
        }
    }

    private void Append(ref TextBuffer buffer, ReadOnlySpan<char> text)
    {
        var start = 0;
        for (int hit; (hit = special.Find(text, start, out int length)) >= 0; start = hit + length)
        {
            AppendOrdinary(ref buffer, text[start..hit]);
            buffer.Append(text.Slice(hit, length));
        }
        AppendOrdinary(ref buffer, text[start..]);
    }

    private void AppendOrdinary(ref TextBuffer buffer, ReadOnlySpan<char> text)
    {
        int start = buffer.Length;
        var marks = new MarkOrder();
        for (var i = 0; i < text.Length;)
        {
            int copied = CopyAscii(ref buffer, text[i..]);
            if (copied > 0)
                marks.Starter();
            i += copied;
            if (i == text.Length)
                break;
            Rune.DecodeFromUtf16(text[i..], out Rune rune, out int used);
            AppendRune(ref buffer, rune, ref marks);
            i += used;
        }
        KeepApart(ref buffer, start);
    }

    private int CopyAscii(ref TextBuffer buffer, ReadOnlySpan<char> text)
    {
        Span<char> room = buffer.Room(text.Length);
        int read = 0, written = 0;
        for (; read < text.Length && text[read] < ascii.Length; read++)
        {
            char c = ascii[text[read]];
            room[written] = c;
            written += c == '\0' ? 0 : 1;
        }
        buffer.Advance(written);
        return read;
    }

    // A lone surrogate is decoded as U+FFFD and goes with it.
    private void AppendRune(ref TextBuffer buffer, Rune rune, ref MarkOrder marks)
    {
        CharacterClasses classes = CharacterTable.ClassesOf(rune.Value);
        if (classes.Has(CharacterClasses.Removed))
            return;
        if (classes.Has(CharacterClasses.Space))
            AppendStarter(ref buffer, ' ', ref marks);
        else if (separateIdeographs && classes.Has(CharacterClasses.Ideograph))
        {
            AppendStarter(ref buffer, ' ', ref marks);
            AppendDecomposed(ref buffer, rune.Value, classes, ref marks);
            AppendStarter(ref buffer, ' ', ref marks);
        }
        else
            AppendDecomposed(ref buffer, rune.Value, classes, ref marks);
    }

    private static void AppendStarter(ref TextBuffer buffer, char c, ref MarkOrder marks)
    {
        marks.Starter();
        buffer.Append(c);
    }

    private void AppendDecomposed(ref TextBuffer buffer, int codePoint, CharacterClasses classes, ref MarkOrder marks)
    {
        if (!stripAccents)
        {
            AppendLowered(ref buffer, codePoint, classes);
            return;
        }
        if (!classes.Has(CharacterClasses.Decomposes))
            AppendPart(ref buffer, codePoint, classes, ref marks);
        else if (Hangul.IsSyllable(codePoint))
            AppendJamo(ref buffer, codePoint, ref marks);
        else
            foreach (Rune part in CharacterTable.Decompose(codePoint))
                AppendPart(ref buffer, part.Value, CharacterTable.ClassesOf(part.Value), ref marks);
    }

    private static void AppendJamo(ref TextBuffer buffer, int syllable, ref MarkOrder marks)
    {
        marks.Starter();
        buffer.Advance(Hangul.Decompose(syllable, buffer.Room(3)));
    }

    private void AppendPart(ref TextBuffer buffer, int codePoint, CharacterClasses classes, ref MarkOrder marks)
    {
        bool stripped = classes.Has(CharacterClasses.NonSpacing);
        if (!classes.Has(CharacterClasses.Combining))
        {
            marks.Starter();
            if (!stripped)
                AppendLowered(ref buffer, codePoint, classes);
        }
        else if (!stripped)
            marks.Insert(ref buffer, codePoint);
    }

    private void AppendLowered(ref TextBuffer buffer, int codePoint, CharacterClasses classes)
    {
        if (!lowerCase || !classes.Has(CharacterClasses.Upper))
            buffer.Append(codePoint);
        else if (codePoint == TextRules.DottedCapitalI)
        {
            buffer.Append('i');
            buffer.Append(TextRules.CombiningDotAbove);
        }
        else
            buffer.Append(CharacterTable.Lower(codePoint));
    }

    // Cleaning may make what looks like a special token ("[CLS" + control character + "]"); the reference looks for them
    // in the original only. A space behind the first character, a bracket, keeps the ids and hides the token.
    private void KeepApart(ref TextBuffer buffer, int start)
    {
        while ((start = special.Find(buffer.Text, start, out _)) >= 0)
            buffer.Insert(start + 1, ' ');
    }

    private static char[] BuildAscii(bool lowerCase)
    {
        var table = new char[128];
        for (var c = '\0'; c < table.Length; c++)
        {
            CharacterClasses classes = CharacterTable.ClassesOf(c);
            table[c] = classes.Has(CharacterClasses.Removed) ? '\0'
                : classes.Has(CharacterClasses.Space) ? ' '
                : lowerCase && char.IsAsciiLetterUpper(c) ? (char)(c | 0x20) : c;
        }
        return table;
    }
}
