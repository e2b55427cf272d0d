using NlpTransfer.Tokenization.Unicode;

namespace NlpTransfer.Tokenization;

/// <summary>Keeps a run of combining marks in canonical order while text is written: by combining class, equal
/// classes in their order of appearance (The Unicode Standard, section 3.11).</summary>
/// <remarks>Stripped marks need not be seen: leaving elements out of a stably sorted run does not change the rest.</remarks>
internal ref struct MarkOrder
{
    private int runLength;

    /// <summary>Ends the run: marks do not move across a starter, kept or stripped.</summary>
    internal void Starter() => runLength = 0;

    /// <summary>Puts a mark into the run that the buffer ends in.</summary>
    internal void Insert(ref TextBuffer buffer, int mark)
    {
        int combiningClass = CharacterTable.CombiningClass(mark);
        int at = buffer.Length, first = buffer.Length - runLength;
        while (at > first && ClassBefore(buffer.Text, at, out int width) > combiningClass)
            at -= width;
        int length = buffer.Length;
        buffer.Insert(at, mark);
        runLength += buffer.Length - length;
    }

    private static int ClassBefore(ReadOnlySpan<char> text, int index, out int width)
    {
        width = char.IsLowSurrogate(text[index - 1]) ? 2 : 1;
        return CharacterTable.CombiningClass(width == 1 ? text[index - 1] : char.ConvertToUtf32(text[index - 2], text[index - 1]));
    }
}
