using System.Collections;

namespace NlpTransfer.Data;

/// <summary>Labelled (or unlabelled) texts in a fixed order, immutable.</summary>
public sealed class TextDataset : IReadOnlyList<TextExample>
{
    private readonly TextExample[] examples;
    private readonly Lazy<string> contentHash;
    private readonly Lazy<int[]> labelIndices;
    private readonly Lazy<int[][]> labelSets;

    private TextDataset(TextExample[] examples, IReadOnlyList<string> labelNames, DatasetReport report)
    {
        this.examples = examples;
        (LabelNames, Report) = (labelNames, report);
        contentHash = new(() => DatasetHash.Compute(examples));
        labelIndices = new(() => [.. LabelSets.Select(set => set.Count == 0 ? -1 : set[0])]);
        labelSets = new(ComputeLabelSets);
    }

    /// <summary>The labels; a label's id is its place here. Sorted ordinally unless given.</summary>
    public IReadOnlyList<string> LabelNames { get; }

    /// <summary>What was counted while reading; of a subset, what holds for the subset.</summary>
    public DatasetReport Report { get; }

    /// <summary>SHA-256 (64 hex digits) over text, pair, labels and group of every row in order; not over where they lie.</summary>
    public string ContentHash => contentHash.Value;

    /// <summary>For every example the id of its first label, -1 where it has none.</summary>
    public IReadOnlyList<int> LabelIndices => labelIndices.Value;

    /// <summary>For every example the ids of all its labels; empty where it has none.</summary>
    public IReadOnlyList<IReadOnlyList<int>> LabelSets => labelSets.Value;

    /// <summary>Whether some example has more than one label.</summary>
    public bool IsMultiLabel => examples.Any(e => e.Labels.Count > 1);

    public int Count => examples.Length;

    public TextExample this[int index] => examples[index];

    /// <summary>Reads a file or a folder.</summary>
    /// <param name="path">A <c>.csv .tsv .jsonl .json .eml</c> file, each optionally <c>.gz</c>, a folder, or what the preset names.</param>
    /// <exception cref="OptionsException">The options have faults; nothing was read.</exception>
    /// <exception cref="DatasetException">The data has a fault that its policy makes fatal; says file, row, column and remedy.</exception>
    public static TextDataset Load(string path, TextDataOptions? options = null, CancellationToken cancellation = default) =>
        DatasetLoader.Load(path, options ?? new(), cancellation);

    /// <summary>A data set of examples in memory.</summary>
    /// <param name="labelNames">The labels in the order of their ids; null takes those that occur, sorted ordinally.</param>
    /// <exception cref="ArgumentException">An example has a label that <paramref name="labelNames"/> lacks.</exception>
    public static TextDataset Create(IEnumerable<TextExample> examples, IReadOnlyList<string>? labelNames = null)
    {
        var array = examples.ToArray();
        var names = labelNames ?? SortedLabels(array);
        return new(array, names, new DatasetReport { RowsRead = array.Length, Examples = array.Length, LabelCounts = CountLabels(array, names) });
    }

    /// <summary>Unlabelled texts, for prediction.</summary>
    public static TextDataset FromTexts(IEnumerable<string> texts) => Create(texts.Select(t => new TextExample(t)));

    /// <summary>The examples at <paramref name="indices"/>, in that order, with the same label ids.</summary>
    public TextDataset Subset(IEnumerable<int> indices) => Create(indices.Select(i => examples[i]), LabelNames);

    /// <summary>The same examples with other labels ids, for example those a trained classifier has.</summary>
    /// <exception cref="ArgumentException">An example has a label that <paramref name="labelNames"/> lacks.</exception>
    public TextDataset WithLabelNames(IReadOnlyList<string> labelNames) =>
        new(examples, labelNames, Report with { LabelCounts = CountLabels(examples, labelNames) });

    public IEnumerator<TextExample> GetEnumerator() => ((IEnumerable<TextExample>)examples).GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    internal static TextDataset Create(TextExample[] examples, IReadOnlyList<string>? labelNames, DatasetReport report)
    {
        var names = labelNames ?? SortedLabels(examples);
        return new(examples, names, report with { Examples = examples.Length, LabelCounts = CountLabels(examples, names) });
    }

    private static string[] SortedLabels(TextExample[] examples) =>
        [.. examples.SelectMany(e => e.Labels).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)];

    private static OrderedDictionary<string, int> CountLabels(TextExample[] examples, IReadOnlyList<string> names)
    {
        var counts = new OrderedDictionary<string, int>(names.Count, StringComparer.Ordinal);
        foreach (var name in names) counts.Add(name, 0);
        foreach (var example in examples)
            foreach (var label in example.Labels)
                if (counts.ContainsKey(label)) counts[label]++;
                else throw new ArgumentException($"{example.Source}: label {LabelFields.Shown(label)} is not one of {string.Join(", ", names.Take(20))}.{NameSuggestion.DidYouMean(label, names)}");
        return counts;
    }

    private int[][] ComputeLabelSets()
    {
        var ids = LabelNames.Select((name, id) => (name, id)).ToDictionary(p => p.name, p => p.id, StringComparer.Ordinal);
        return [.. examples.Select(e => e.Labels.Select(label => ids[label]).ToArray())];
    }
}
