namespace NlpTransfer.Embeddings;

/// <summary>How one vector is written in a file that is cut into blocks: as a line of text, or as a JSON member.</summary>
internal interface IRecordFormat
{
    /// <summary>Bytes before a record that are needed to see that it begins there.</summary>
    int Lookbehind { get; }

    /// <summary>The first record that begins at or after <paramref name="from"/>, or -1 when none does in these bytes.</summary>
    int FirstRecord(ReadOnlySpan<byte> data, int from);

    /// <summary>Finds the delimiters of a block and says how many records it will take rows for at most.</summary>
    int Prepare(VectorBlock block);

    /// <summary>Hands every record of the block to the rows.</summary>
    void Parse(VectorBlock block, BlockRows rows);
}
