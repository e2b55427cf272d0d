namespace NlpTransfer.Data;

/// <summary>Where the asked-for columns lie in a table.</summary>
internal sealed record ColumnMap(int Text, int TextPair, int Label, int Group, int Count)
{
    /// <summary>Finds the columns by name.</summary>
    /// <exception cref="DatasetException">A column is not there, or there twice.</exception>
    public static ColumnMap Find(IReadOnlyList<string> header, string file, TextDataOptions options) => new(
        IndexOf(options.TextColumn, "TextColumn", header, file, options),
        IndexOf(options.TextPairColumn, "TextPairColumn", header, file, options),
        IndexOf(options.LabelColumn, "LabelColumn", header, file, options),
        IndexOf(options.GroupColumn, "GroupColumn", header, file, options),
        header.Count);

    public RawRow Row(string[] fields, ExampleSource source, TextDataOptions options) => new(
        fields[Text],
        TextPair < 0 ? null : fields[TextPair],
        Label < 0 ? null : LabelFields.Split(fields[Label], options.LabelSeparator),
        Group < 0 || fields[Group].Length == 0 ? null : fields[Group],
        source);

    private static int IndexOf(string? column, string option, IReadOnlyList<string> header, string file, TextDataOptions options)
    {
        if (column is null) return -1;
        var places = Enumerable.Range(0, header.Count).Where(i => header[i] == column).ToArray();
        if (places.Length == 1) return places[0];
        if (places.Length > 1) throw new DatasetException($"expected one column of that name, found {places.Length}. Rename all but one.", file, column: column);
        throw new DatasetException(NotFound(option, header, column, options), file, column: column);
    }

    private static string NotFound(string option, IReadOnlyList<string> header, string column, TextDataOptions options)
    {
        if (!options.HasHeader) return $"without a header, columns are named by number, '1' to '{header.Count}'. Set {option} to one of these.";
        var found = string.Join(", ", header.Take(20).Select(h => h.Length <= 40 ? $"'{h}'" : $"(a name of {h.Length} characters)"));
        return $"expected a column of that name, found {found}.{NameSuggestion.DidYouMean(column, header)} Set {option}, or HasHeader to false when the first row is data.";
    }
}
