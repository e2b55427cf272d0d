namespace NlpTransfer.Embeddings;

/// <summary>The words of a fastText model, as its dictionary section lists them; labels are skipped.</summary>
internal sealed record FastTextDictionary
{
    private const byte Word = 0;

    /// <summary>The words' UTF-8 bytes in the order of their rows.</summary>
    public required IReadOnlyList<byte[]> Words { get; init; }

    /// <summary>Where each word stands in the file, for messages.</summary>
    public required IReadOnlyList<long> Offsets { get; init; }

    public static FastTextDictionary Read(BinaryCursor cursor, FastTextHeader header, VectorInput input)
    {
        var at = cursor.Position;
        var (size, words, labels) = (cursor.Int32(), cursor.Int32(), cursor.Int32());
        cursor.Skip(sizeof(long)); // number of tokens seen in training
        var pruned = header.HasQuantizationFlags ? cursor.Int64() : -1;
        const int ShortestEntry = 1 + sizeof(long) + 1;
        if (size < 0 || words < 0 || labels < 0 || (long)words + labels != size || (input.ContentLength is { } length && size > length / ShortestEntry))
        {
            throw new VectorFormatException(input.Path, $"The dictionary's counts are impossible: {size} entries, {words} words, {labels} labels. The file is damaged; get it again.", byteOffset: at);
        }

        if (pruned >= 0)
        {
            throw FastTextReader.Quantized(input.Path, at);
        }

        return Entries(cursor, size, words, input.Path);
    }

    private static FastTextDictionary Entries(BinaryCursor cursor, int size, int words, string path)
    {
        var found = new List<byte[]>();
        var offsets = new List<long>();
        for (var i = 0; i < size; i++)
        {
            var offset = cursor.Position;
            var word = cursor.Until(0).ToArray();
            cursor.Skip(sizeof(long)); // how often it was seen
            if (cursor.Byte() == Word)
            {
                found.Add(word);
                offsets.Add(offset);
            }
        }

        return found.Count == words
            ? new FastTextDictionary { Words = found, Offsets = offsets }
            : throw new VectorFormatException(path, $"The dictionary announces {words} words, but lists {found.Count}. The file is damaged; get it again.", byteOffset: cursor.Position);
    }
}
