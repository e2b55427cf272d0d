namespace NlpTransfer.Embeddings;

/// <summary>What to read of a vector file, and how strictly.</summary>
public sealed record VectorReadOptions
{
    /// <summary>The file's format. <value>null: detected from the content, never from the name.</value></summary>
    public VectorFormat? Format { get; init; }

    /// <summary>
    /// Only these words are kept, exactly as written; use <see cref="LookupPolicy.Variants"/> to have lower-case
    /// and stripped forms as well. <value>null: all words.</value>
    /// </summary>
    public IReadOnlyCollection<string>? Words { get; init; }

    /// <summary>At most this many rows are kept, those nearest to the top of the file. <value>null: all.</value></summary>
    public int? Limit { get; init; }

    /// <summary>
    /// True makes everything that would be counted in <see cref="WordVectors.Report"/> (duplicates, words that are
    /// not UTF-8, a row count that differs from the header) an error. <value>false</value>
    /// </summary>
    public bool Strict { get; init; }

    /// <summary>Keep fastText's subword buckets, so that unknown words get vectors. <value>true</value></summary>
    public bool KeepSubwords { get; init; } = true;

    /// <summary>Verify the checksums of a <c>.vectors</c> file, which reads all of it. <value>false</value></summary>
    public bool VerifyChecksums { get; init; }

    /// <summary>Threads that parse. <value>0: as many as the machine has.</value></summary>
    public int Threads { get; init; }

    internal int Workers => Threads > 0 ? Threads : Environment.ProcessorCount;

    /// <exception cref="OptionsException">All faults at once.</exception>
    public void Validate()
    {
        var faults = new List<string>();
        if (Limit is < 1)
        {
            faults.Add($"{nameof(Limit)} must be at least 1, was {Limit}.");
        }

        if (Threads < 0)
        {
            faults.Add($"{nameof(Threads)} must be at least 0, was {Threads}.");
        }

        if (Format is { } format && !Enum.IsDefined(format))
        {
            faults.Add($"{nameof(Format)} must be one of {string.Join(", ", Enum.GetNames<VectorFormat>())}, was {(int)format}.");
        }

        OptionsException.ThrowIfAny(nameof(VectorReadOptions), faults);
    }
}
