namespace NlpTransfer.Embeddings;

/// <summary>Refuses words that a format's own separators would tear apart.</summary>
internal static class WritableWord
{
    public static ReadOnlySpan<byte> Check(WordVectors vectors, int row, bool blanksAllowed)
    {
        var word = vectors.Table.Utf8(row);
        var wrong = word.IsEmpty || word.IndexOfAnyInRange((byte)0, (byte)(blanksAllowed ? 0x1F : 0x20)) >= 0;
        return wrong
            ? throw new ArgumentException($"The word {Quote.Bytes(word)} in row {row} is empty or holds a blank or control character, which this format cannot carry. Write a .vectors file, or leave the word out.")
            : word;
    }
}
