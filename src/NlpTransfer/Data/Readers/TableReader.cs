using System.Globalization;
using CsvHelper;
using CsvHelper.Configuration;

namespace NlpTransfer.Data;

/// <summary>CSV and TSV.</summary>
internal static class TableReader
{
    public static IEnumerable<RawRow> Read(string path, TextDataOptions options)
    {
        using var reader = InputFile.OpenText(path, options.Encoding);
        using var parser = new CsvParser(reader, Configuration(path, options));
        if (ReadRow(parser, path, 0) is not { } first) yield break;
        var columns = ColumnMap.Find(Header(first, options.HasHeader), path, options);
        long row = 0;
        if (!options.HasHeader) yield return Row(first, columns, parser.RawRow, path, ++row, options);
        while (ReadRow(parser, path, row + 1) is { } fields) yield return Row(fields, columns, parser.RawRow, path, ++row, options);
    }

    private static string[]? ReadRow(CsvParser parser, string path, long row)
    {
        try
        {
            return parser.Read() ? parser.Record : null; // quotes are looked at only when fields are taken, so that belongs under the catch
        }
        catch (BadDataException)
        {
            // CsvHelper's own message quotes the row, and rows are private.
            throw new DatasetException(
                $"expected fields quoted as in RFC 4180, found a quote in the middle of a field or one that is never closed (the row ends at line {parser.RawRow}). Double the quotes inside quoted fields, or set Quoted to false.", path, row);
        }
    }

    private static string[] Header(string[] fields, bool hasHeader) =>
        [.. fields.Select((name, i) => hasHeader ? name.Trim() : (i + 1).ToString(CultureInfo.InvariantCulture))];

    private static RawRow Row(string[] fields, ColumnMap columns, int line, string path, long row, TextDataOptions options)
    {
        if (fields.Length != columns.Count)
            throw new DatasetException(
                $"expected {columns.Count} columns, found {fields.Length} (the row ends at line {line}). Look for a missing delimiter, an unquoted one inside a text, or a quote that is never closed.", path, row);
        return columns.Row(fields, new ExampleSource(path, row), options);
    }

    private static CsvConfiguration Configuration(string path, TextDataOptions options) => new(CultureInfo.InvariantCulture)
    {
        Delimiter = options.Delimiter ?? (InputFile.ExtensionOf(path) == ".tsv" ? "\t" : ","),
        Mode = options.Quoted ? CsvMode.RFC4180 : CsvMode.NoEscape,
        HasHeaderRecord = false,
        IgnoreBlankLines = true,
        CacheFields = false,
        BadDataFound = bad => throw new BadDataException(bad.Field, "", bad.Context),
    };
}
