namespace NlpTransfer.Embeddings;

/// <summary>Takes the rows that the options ask for out of vectors that can be indexed already.</summary>
internal static class RowSelection
{
    /// <summary>A copy with the chosen rows, in their order; disposes what it copied from.</summary>
    public static WordVectors Take(WordVectors all, VectorReadOptions options)
    {
        using (all)
        {
            var rows = Chosen(all, options);
            var values = new float[checked(rows.Length * all.Dimension)];
            all.CopyRows(rows, values);
            var table = new WordTableBuilder(rows.Length, rows.Length * 8);
            foreach (var row in rows)
            {
                table.TryAdd(all.Table.Utf8(row));
            }

            return new WordVectors(table.Build(), new Section<float>(values), all.Dimension, Copy(all.Subwords), all.Report);
        }
    }

    private static int[] Chosen(WordVectors all, VectorReadOptions options)
    {
        var rows = options.Words is null
            ? Enumerable.Range(0, all.Count)
            : options.Words.Select(word => all.IndexOf(word)).Where(row => row >= 0).Distinct().Order();
        return [.. rows.Take(options.Limit ?? int.MaxValue)];
    }

    // Subwords outlive the mapping they came from, so they are copied as well.
    private static SubwordVectors? Copy(SubwordVectors? subwords) => subwords is null
        ? null
        : new SubwordVectors(
            new Section<float>(subwords.Buckets.Slice(0, checked((int)subwords.Buckets.Length)).ToArray()),
            subwords.Dimension, subwords.MinLength, subwords.MaxLength);
}
