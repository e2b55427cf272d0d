namespace NlpTransfer.Data;

/// <summary>A row as a reader found it, before policies.</summary>
/// <param name="Labels">Null when no label was asked for; empty when one was and is missing.</param>
/// <param name="Faults">What the reader itself had to forgive, for the report.</param>
internal readonly record struct RawRow(
    string Text, string? TextPair, IReadOnlyList<string>? Labels, string? Group, ExampleSource Source, RowFaults Faults = RowFaults.None);
