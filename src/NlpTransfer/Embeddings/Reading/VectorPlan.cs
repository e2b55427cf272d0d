namespace NlpTransfer.Embeddings;

/// <summary>What detection found out about a file: enough to choose its reader and to begin.</summary>
internal sealed record VectorPlan(VectorFormat Format)
{
    /// <summary>Values in each row; 0 where the format's own reader finds out.</summary>
    public int Dimension { get; init; }

    /// <summary>Rows that a header announces.</summary>
    public long? AnnouncedRows { get; init; }

    /// <summary>Where the first record begins.</summary>
    public long DataOffset { get; init; }

    /// <summary>The line at which it begins, counted from 1.</summary>
    public int FirstLine { get; init; } = 1;
}
