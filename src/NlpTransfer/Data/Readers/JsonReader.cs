using System.Text;
using System.Text.Json;

namespace NlpTransfer.Data;

/// <summary>JSON Lines, and a JSON array of objects.</summary>
internal static class JsonReader
{
    public static IEnumerable<RawRow> ReadLines(string path, TextDataOptions options)
    {
        using var reader = InputFile.OpenText(path, options.Encoding);
        long row = 0;
        foreach (var line in LineReader.Lines(reader))
        {
            row++;
            if (string.IsNullOrWhiteSpace(line)) continue;
            using var document = Parse(line, path, row);
            yield return Row(document.RootElement, new ExampleSource(path, row), options);
        }
    }

    public static IEnumerable<RawRow> ReadArray(string path, TextDataOptions options)
    {
        using var reader = InputFile.OpenText(path, options.Encoding);
        // Transcoded by hand, so that broken bytes arrive marked and are told by row like everywhere else.
        using var utf8 = new MemoryStream(Encoding.UTF8.GetBytes(reader.ReadToEnd()));
        using var document = Parse(utf8, path);
        if (document.RootElement.ValueKind != JsonValueKind.Array)
            throw new DatasetException($"expected a JSON array of objects, found {Kind(document.RootElement)}. One object a line is JSON Lines: name the file .jsonl.", path);
        long row = 0;
        foreach (var element in document.RootElement.EnumerateArray()) yield return Row(element, new ExampleSource(path, ++row), options);
    }

    private static JsonDocument Parse(string line, string path, long row)
    {
        try
        {
            return JsonDocument.Parse(line);
        }
        catch (JsonException e)
        {
            throw new DatasetException($"expected one JSON object a line, found something else at byte {e.BytePositionInLine}. A JSON array goes into a file named .json.", path, row);
        }
    }

    private static JsonDocument Parse(Stream utf8, string path)
    {
        try
        {
            return JsonDocument.Parse(utf8);
        }
        catch (JsonException e)
        {
            throw new DatasetException($"expected a JSON array of objects, found broken JSON at line {e.LineNumber + 1}, byte {e.BytePositionInLine}. One object a line is JSON Lines: name the file .jsonl.", path);
        }
    }

    private static RawRow Row(JsonElement element, ExampleSource source, TextDataOptions options)
    {
        if (element.ValueKind != JsonValueKind.Object)
            throw new DatasetException($"expected a JSON object, found {Kind(element)}. Write rows as {{\"{options.TextColumn}\": ..., \"{options.LabelColumn ?? "label"}\": ...}}.", source.File, source.Row);
        return new RawRow(
            Text(element, options.TextColumn, source),
            options.TextPairColumn is null ? null : Text(element, options.TextPairColumn, source),
            options.LabelColumn is null ? null : Labels(element, source, options),
            options.GroupColumn is null ? null : Scalar(element, options.GroupColumn, source),
            source);
    }

    private static string Text(JsonElement row, string name, ExampleSource source) =>
        !row.TryGetProperty(name, out var value) ? throw NotFound(row, name, source)
        : value.ValueKind == JsonValueKind.String ? value.GetString()!
        : value.ValueKind == JsonValueKind.Null ? ""
        : throw new DatasetException($"expected a string, found {Kind(value)}.", source.File, source.Row, name);

    private static IReadOnlyList<string> Labels(JsonElement row, ExampleSource source, TextDataOptions options)
    {
        var name = options.LabelColumn!;
        if (row.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.Array)
            return [.. value.EnumerateArray().Select(v => ScalarText(v, name, source)).Where(v => v.Length > 0).Distinct(StringComparer.Ordinal)];
        var field = Scalar(row, name, source);
        return field is null ? [] : LabelFields.Split(field, options.LabelSeparator);
    }

    // A row may lack its label or group, as a table's field may be empty; a property that only resembles the asked one is a mistake.
    private static string? Scalar(JsonElement row, string name, ExampleSource source)
    {
        if (row.TryGetProperty(name, out var value)) return ScalarText(value, name, source) is { Length: > 0 } text ? text : null;
        return NameSuggestion.Nearest(name, Names(row)) is null ? null : throw NotFound(row, name, source);
    }

    private static string ScalarText(JsonElement value, string name, ExampleSource source) => value.ValueKind switch
    {
        JsonValueKind.String => value.GetString()!,
        JsonValueKind.Number or JsonValueKind.True or JsonValueKind.False => value.GetRawText(),
        JsonValueKind.Null => "",
        _ => throw new DatasetException($"expected a string, a number or a truth value, found {Kind(value)}.", source.File, source.Row, name),
    };

    private static DatasetException NotFound(JsonElement row, string name, ExampleSource source) => new(
        $"expected a property of that name, found {string.Join(", ", Names(row).Take(20).Select(n => $"'{n}'"))}.{NameSuggestion.DidYouMean(name, Names(row))} Set TextColumn, LabelColumn or the column's own option.",
        source.File, source.Row, name);

    private static IEnumerable<string> Names(JsonElement row) => row.EnumerateObject().Select(p => p.Name);

    private static string Kind(JsonElement element) => element.ValueKind switch
    {
        JsonValueKind.Object => "an object",
        JsonValueKind.Array => "an array",
        JsonValueKind.String => "a string",
        JsonValueKind.Number => "a number",
        JsonValueKind.Null => "null",
        _ => "a truth value",
    };
}
