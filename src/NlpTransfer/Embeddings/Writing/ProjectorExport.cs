namespace NlpTransfer.Embeddings;

/// <summary>Writes the two files that the TensorFlow embedding projector loads: values, and the words beside them.</summary>
public static class ProjectorExport
{
    private const int RowsAtOnce = 512;

    /// <summary>Writes tab-separated values and words, one line a row.</summary>
    /// <param name="vectors">What to write.</param>
    /// <param name="vectorsPath">The file of values, such as <c>vectors.tsv</c>.</param>
    /// <param name="wordsPath">The file of words, such as <c>metadata.tsv</c>; one column, so without a heading.</param>
    /// <param name="limit">At most this many rows, from the top. <value>null: all</value></param>
    /// <param name="cancellationToken">Stops the writing.</param>
    public static void Save(WordVectors vectors, string vectorsPath, string wordsPath, int? limit = null, CancellationToken cancellationToken = default)
    {
        var rows = Math.Min(vectors.Count, limit ?? vectors.Count);
        AtomicFile.Write(vectorsPath, stream => FormattedRows.Write(rows, RowsAtOnce, stream, cancellationToken, (row, text) => Values(vectors.Row(row), text)));
        AtomicFile.Write(wordsPath, stream => FormattedRows.Write(rows, RowsAtOnce, stream, cancellationToken, (row, text) =>
        {
            text.Append(WritableWord.Check(vectors, row, blanksAllowed: true));
            text.Append((byte)'\n');
        }));
    }

    private static void Values(ReadOnlySpan<float> values, Utf8Text text)
    {
        for (var i = 0; i < values.Length; i++)
        {
            text.Append(i == 0 ? ""u8 : "\t"u8);
            text.Append(values[i]);
        }

        text.Append((byte)'\n');
    }
}
