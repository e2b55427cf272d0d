namespace NlpTransfer.Embeddings;

/// <summary>What was found while a vector file was read.</summary>
public sealed record VectorReadReport
{
    /// <summary>The format that was read.</summary>
    public required VectorFormat Format { get; init; }

    /// <summary>Rows that the file's header announces. <value>null: the format has no header.</value></summary>
    public long? AnnouncedRows { get; init; }

    /// <summary>Rows found in the file, before words were selected and duplicates dropped.</summary>
    public long RowsRead { get; init; }

    /// <summary>Rows whose word had come before; the first one counts.</summary>
    public long DuplicateWords { get; init; }

    /// <summary>Words that were not UTF-8; their broken bytes became U+FFFD.</summary>
    public long InvalidUtf8Words { get; init; }

    /// <summary>Rows whose values are all zero.</summary>
    public long ZeroRows { get; init; }

    /// <summary>The same in sentences, for people; empty when nothing was wrong.</summary>
    public IReadOnlyList<string> Warnings => [.. Sentences()];

    private IEnumerable<string> Sentences()
    {
        if (AnnouncedRows is { } announced && announced != RowsRead)
        {
            yield return $"The header announces {announced} rows, the file has {RowsRead}.";
        }

        if (DuplicateWords > 0)
        {
            yield return $"Rows that repeat an earlier word were left out: {DuplicateWords}.";
        }

        if (InvalidUtf8Words > 0)
        {
            yield return $"Words that are not UTF-8, whose broken bytes were replaced by U+FFFD: {InvalidUtf8Words}.";
        }

        if (ZeroRows > 0)
        {
            yield return $"Rows that hold only zeros: {ZeroRows}.";
        }
    }
}
