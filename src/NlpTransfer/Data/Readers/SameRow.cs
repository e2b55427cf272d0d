namespace NlpTransfer.Data;

/// <summary>Rows are the same when text, pair and labels are; group and place do not count.</summary>
internal sealed class SameRow : IEqualityComparer<TextExample>
{
    public static SameRow Instance { get; } = new();

    public bool Equals(TextExample? a, TextExample? b) =>
        ReferenceEquals(a, b)
        || (a is not null && b is not null && a.Text == b.Text && a.TextPair == b.TextPair && a.Labels.SequenceEqual(b.Labels));

    public int GetHashCode(TextExample row) => HashCode.Combine(row.Text, row.TextPair, row.Labels.Count == 0 ? null : row.Labels[0]);
}
