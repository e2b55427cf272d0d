using System.Text;
using Microsoft.ML.Tokenizers;
using NlpTransfer.Tokenization.Unicode;

namespace NlpTransfer.Tokenization;

/// <summary>
/// BERT's words: what white space separates, with every punctuation mark and every ASCII symbol (<c>_ $ + = &lt; &gt;</c>
/// among them) a word of its own; special tokens stay whole.
/// </summary>
/// <remarks>Follows Hugging Face's Rust <c>BertPreTokenizer</c>. The sequence is complete when it is returned; it may be
/// disposed, which lets the thread's next call reuse its memory.</remarks>
internal sealed class BertWordSplitter(SpecialTokens special) : PreTokenizer
{
    private const CharacterClasses Boundary = CharacterClasses.Space | CharacterClasses.Punctuation;

    private static readonly byte[] Ascii = [.. Enumerable.Range(0, 128).Select(c => (byte)(CharacterTable.ClassesOf(c) & Boundary))];

    /// <inheritdoc />
    public override IEnumerable<(int Offset, int Length)> PreTokenize(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        return PreTokenize(text.AsSpan());
    }

    /// <inheritdoc />
    public override IEnumerable<(int Offset, int Length)> PreTokenize(ReadOnlySpan<char> text)
    {
        WordSpans spans = WordSpans.Rent();
        var start = 0;
        for (int hit; (hit = special.Find(text, start, out int length)) >= 0; start = hit + length)
        {
            Split(text[..hit], start, spans);
            spans.Add(hit, length);
        }
        Split(text, start, spans);
        return spans;
    }

    private static void Split(ReadOnlySpan<char> text, int index, WordSpans spans)
    {
        int word = index;
        while (index < text.Length)
        {
            var classes = (CharacterClasses)(text[index] < Ascii.Length ? Ascii[text[index]] : 0);
            int width = 1;
            if (text[index] >= Ascii.Length)
                classes = Decode(text[index..], out width) & Boundary;
            if (classes != CharacterClasses.None)
            {
                spans.AddIfAny(word, index - word);
                if (classes.Has(CharacterClasses.Punctuation))
                    spans.Add(index, width);
                word = index + width;
            }
            index += width;
        }
        spans.AddIfAny(word, text.Length - word);
    }

    private static CharacterClasses Decode(ReadOnlySpan<char> text, out int width)
    {
        Rune.DecodeFromUtf16(text, out Rune rune, out width);
        return CharacterTable.ClassesOf(rune.Value);
    }
}
