namespace NlpTransfer.Experiments;

/// <summary>What a run's report shows.</summary>
public sealed record ReportOptions
{
    /// <summary>Mistakes that are listed.</summary>
    /// <value>20</value>
    public int Mistakes { get; init; } = 20;

    /// <summary>The text of an example by its file's name and row, for the list of mistakes; null where there is none.</summary>
    /// <value>null: the report holds no text of the data</value>
    public Func<string, long, string?>? Text { get; init; }
}
