namespace NlpTransfer.Data;

/// <summary>How a data set is divided.</summary>
public sealed record SplitOptions
{
    /// <summary>The share of examples held out for choosing options and stopping early, 0 to below 1.</summary>
    /// <value>0.1</value>
    public double ValidationShare { get; init; } = 0.1;

    /// <summary>The share of examples held out for the final figure, 0 to below 1. Cross-validation does not read it.</summary>
    /// <value>0.2</value>
    public double TestShare { get; init; } = 0.2;

    /// <summary>Equal seeds give equal splits, on every machine and in every version.</summary>
    /// <value>0</value>
    public long Seed { get; init; }

    /// <summary>
    /// Whether near-duplicates (texts that share most of their words) stay on one side. A test example whose twin was
    /// trained on measures memory, not learning; false gives the plain stratified split of most published figures.
    /// </summary>
    /// <value>true</value>
    public bool KeepDuplicatesTogether { get; init; } = true;

    /// <summary>
    /// The share of common word shingles (Jaccard similarity) from which on two texts count as near-duplicates.
    /// 0.8 is what web-scale deduplication uses (Broder 1997; Lee et al. 2022): mails of one campaign or forwards of
    /// one article lie above, texts on one topic far below.
    /// </summary>
    /// <value>0.8</value>
    public double NearDuplicateSimilarity { get; init; } = 0.8;

    /// <summary>Words a shingle. Texts with fewer words are compared as a whole.</summary>
    /// <value>3</value>
    public int ShingleWords { get; init; } = 3;

    /// <summary>Every fault of the options, one sentence each; empty when there is none.</summary>
    public IReadOnlyList<string> Validate()
    {
        var faults = new List<string>();
        if (ValidationShare is not (>= 0 and < 1)) faults.Add($"ValidationShare must be from 0 to below 1, was {ValidationShare}.");
        if (TestShare is not (>= 0 and < 1)) faults.Add($"TestShare must be from 0 to below 1, was {TestShare}.");
        if (ValidationShare + TestShare >= 1) faults.Add($"ValidationShare and TestShare must leave something to train on, their sum was {ValidationShare + TestShare}.");
        if (NearDuplicateSimilarity is not (>= 0.5 and <= 1)) faults.Add($"NearDuplicateSimilarity must be from 0.5 to 1, was {NearDuplicateSimilarity}.");
        if (ShingleWords < 1) faults.Add($"ShingleWords must be at least 1, was {ShingleWords}.");
        return faults;
    }
}
