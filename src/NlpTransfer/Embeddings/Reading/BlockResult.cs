namespace NlpTransfer.Embeddings;

/// <summary>What one block gave: its words, and its values where they did not go to the matrix directly.</summary>
internal sealed record BlockResult
{
    public required int Ordinal { get; init; }

    /// <summary>Records in all earlier blocks; also where this block's rows begin in the matrix.</summary>
    public required long FirstRecord { get; init; }

    /// <summary>Records in this block, kept or not.</summary>
    public required int Records { get; init; }

    public required byte[] WordBytes { get; init; }

    public required int[] WordLengths { get; init; }

    /// <summary>The rows' numbers, in formats that state them.</summary>
    public required long[]? Positions { get; init; }

    /// <summary>Where the rows lie in the matrix, when they took the next free ones.</summary>
    public required long[]? Rows { get; init; }

    /// <summary>The rows' values; null when they are in the matrix.</summary>
    public required float[]? Values { get; set; }
}
