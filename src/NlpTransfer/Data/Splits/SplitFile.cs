using System.Text.Json;

namespace NlpTransfer.Data;

/// <summary>
/// A split that is fixed by a JSON file, so that figures of different programs can stand side by side. It names the test part:
/// <c>test_rows</c> or <c>test_lines</c> (1-based, as <see cref="ExampleSource.Row"/>), <c>test_lines_SUFFIX</c> for data that
/// lies in several files (the file whose name ends in <c>.SUFFIX</c>), or <c>test_members</c> (names of files in a folder or
/// archive). <c>dropped_lines</c> belong to neither part. Everything else trains.
/// </summary>
public sealed class SplitFile
{
    private const string LinesOf = "test_lines_";
    private static readonly string[] KnownKeys = ["file", "note", "test_rows", "test_lines", "dropped_lines", "test_members", LinesOf + "SUFFIX", "lines_SUFFIX"];

    private readonly string path;
    private readonly HashSet<string> members = new(StringComparer.Ordinal);
    private readonly HashSet<long> dropped = [];
    private readonly List<(string Suffix, HashSet<long> Rows)> testRows = [];

    private SplitFile(string path) => this.path = path;

    /// <exception cref="DatasetException">The file is no split: names the key.</exception>
    public static SplitFile Read(string path)
    {
        var split = new SplitFile(path);
        try
        {
            using var document = JsonDocument.Parse(File.ReadAllBytes(path));
            foreach (var property in document.RootElement.EnumerateObject()) split.Add(property.Name, property.Value);
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException or FormatException and not DatasetException)
        {
            throw new DatasetException("expected one JSON object with lists of row numbers or file names, found something else.", path, inner: e);
        }
        if (split.testRows.Count == 0 && split.members.Count == 0)
            throw new DatasetException("expected a test part (test_rows, test_lines or test_members), found none.", path);
        return split;
    }

    /// <summary>Divides a data set as the file says.</summary>
    /// <param name="rest">How to take a validation part out of what does not test; null leaves it empty.</param>
    /// <exception cref="DatasetException">The data has no row or file that the split names.</exception>
    public DatasetSplit Apply(TextDataset dataset, SplitOptions? rest = null, CancellationToken cancellation = default)
    {
        var kept = Enumerable.Range(0, dataset.Count).Where(i => !IsDropped(dataset[i].Source)).ToArray();
        var test = kept.Where(i => IsTest(dataset[i].Source)).ToArray();
        var named = members.Count + testRows.Sum(t => t.Rows.Count);
        if (test.Length != named)
            throw new DatasetException($"expected data with all of its {named} test rows, found {test.Length} of them among {dataset.Count} rows. Load the data set that the split was made for, without MaxRows.", path);
        var others = dataset.Subset(kept.Except(test));
        var none = dataset.Subset([]);
        if (rest is null) return new DatasetSplit(others, none, dataset.Subset(test));
        return DatasetSplitter.Split(others, rest with { TestShare = 0 }, cancellation) with { Test = dataset.Subset(test) };
    }

    private bool IsDropped(ExampleSource source) => dropped.Contains(source.Row);

    private bool IsTest(ExampleSource source) =>
        members.Contains(source.File) || testRows.Any(t => t.Rows.Contains(source.Row) && source.File.EndsWith(t.Suffix, StringComparison.Ordinal));

    private void Add(string key, JsonElement value)
    {
        if (key is "file" or "note" || key.StartsWith("lines_", StringComparison.Ordinal)) return;
        if (key is "test_rows" or "test_lines") testRows.Add(("", Rows(value)));
        else if (key == "dropped_lines") dropped.UnionWith(Rows(value));
        else if (key == "test_members") members.UnionWith(value.EnumerateArray().Select(v => v.GetString()!));
        else if (key.StartsWith(LinesOf, StringComparison.Ordinal)) testRows.Add(("." + key[LinesOf.Length..], Rows(value)));
        else throw new DatasetException($"the key '{key}' is unknown.{NameSuggestion.DidYouMean(key, KnownKeys)} Known: {string.Join(", ", KnownKeys)}.", path);
    }

    private static HashSet<long> Rows(JsonElement value) => [.. value.EnumerateArray().Select(v => v.GetInt64())];
}
