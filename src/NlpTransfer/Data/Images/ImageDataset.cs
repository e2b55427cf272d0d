using System.Collections;

namespace NlpTransfer.Data;

/// <summary>Labelled (or unlabelled) pictures in a fixed order, immutable. Pixels stay where they are until they are needed.</summary>
public sealed class ImageDataset : IReadOnlyList<ImageExample>
{
    private readonly ImageExample[] examples;
    private readonly Lazy<string> contentHash;
    private readonly Lazy<int[]> labelIndices;

    private ImageDataset(ImageExample[] examples, IReadOnlyList<string> labelNames, ImageDatasetReport report)
    {
        this.examples = examples;
        (LabelNames, Report) = (labelNames, report);
        contentHash = new(() => ImageHash.Of(examples));
        labelIndices = new(() => Indices(examples, labelNames));
    }

    /// <summary>The labels; a label's id is its place here. Sorted ordinally unless given.</summary>
    public IReadOnlyList<string> LabelNames { get; }

    /// <summary>What was counted while reading.</summary>
    public ImageDatasetReport Report { get; }

    /// <summary>SHA-256 (64 hex digits) over content and label of every picture in order; not over where they lie.</summary>
    public string ContentHash => contentHash.Value;

    /// <summary>For every example the id of its label, -1 where it has none.</summary>
    public IReadOnlyList<int> LabelIndices => labelIndices.Value;

    public int Count => examples.Length;

    public ImageExample this[int index] => examples[index];

    /// <summary>Reads a folder with one folder a class, a table of paths and labels, or a pair of IDX files (or the folder that holds them).</summary>
    /// <exception cref="OptionsException">The options have faults; nothing was read.</exception>
    /// <exception cref="DatasetException">The data cannot be read as asked, or a picture is damaged and that is fatal; each is named.</exception>
    public static ImageDataset Load(string path, ImageDataOptions? options = null, CancellationToken cancellation = default) =>
        ImageDatasetLoader.Load(path, options ?? new(), cancellation);

    /// <summary>A data set of examples in memory.</summary>
    /// <param name="labelNames">The labels in the order of their ids; null takes those that occur, sorted ordinally.</param>
    /// <exception cref="ArgumentException">An example has a label that <paramref name="labelNames"/> lacks.</exception>
    public static ImageDataset Create(IEnumerable<ImageExample> examples, IReadOnlyList<string>? labelNames = null) => Create([.. examples], labelNames, new(0, [], 0));

    /// <summary>Unlabelled files, for prediction.</summary>
    public static ImageDataset FromFiles(IEnumerable<string> paths) => Create(paths.Select(p => new ImageExample(p)));

    /// <summary>The examples at <paramref name="indices"/>, in that order, with the same label ids.</summary>
    public ImageDataset Subset(IEnumerable<int> indices) => Create(indices.Select(i => examples[i]), LabelNames);

    /// <summary>The same examples with other label ids, for example those a trained classifier has.</summary>
    /// <exception cref="ArgumentException">An example has a label that <paramref name="labelNames"/> lacks.</exception>
    public ImageDataset WithLabelNames(IReadOnlyList<string> labelNames) => Create(examples, labelNames, Report);

    /// <summary>Divides by the shares, stratified and seeded; equal pictures stay on one side with <see cref="SplitOptions.KeepDuplicatesTogether"/>.</summary>
    /// <exception cref="OptionsException">The options have faults.</exception>
    public ImageDatasetSplit Split(SplitOptions? options = null, CancellationToken cancellation = default) => ImageDatasetSplit.Of(this, options ?? new(), cancellation);

    public IEnumerator<ImageExample> GetEnumerator() => ((IEnumerable<ImageExample>)examples).GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    internal static ImageDataset Create(ImageExample[] examples, IReadOnlyList<string>? labelNames, ImageDatasetReport report)
    {
        var names = labelNames ?? [.. examples.Select(e => e.Label).OfType<string>().Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)];
        if (examples.FirstOrDefault(e => e.Label is { } label && !names.Contains(label)) is { } stranger)
            throw new ArgumentException($"{stranger.Source.File}: label '{stranger.Label}' is not one of {string.Join(", ", names.Take(20))}.{NameSuggestion.DidYouMean(stranger.Label!, names)}");
        return new(examples, names, report with { Examples = examples.Length });
    }

    private static int[] Indices(ImageExample[] examples, IReadOnlyList<string> names)
    {
        var ids = names.Select((name, id) => (name, id)).ToDictionary(p => p.name, p => p.id, StringComparer.Ordinal);
        return [.. examples.Select(e => e.Label is { } label ? ids[label] : -1)];
    }
}
