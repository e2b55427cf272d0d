using System.Collections.Concurrent;

namespace NlpTransfer.Data;

/// <summary>Finds out how pictures lie on disk, lists them, and looks into each.</summary>
internal static class ImageDatasetLoader
{
    // Enough to decode every byte of a file, at an eighth of its size where the format can do that.
    private const int CheckSide = 32, Shown = 5;

    public static ImageDataset Load(string path, ImageDataOptions options, CancellationToken cancellation)
    {
        OptionsException.ThrowIfAny(nameof(ImageDataOptions), options.Validate());
        var others = 0;
        var examples = List(path, options, count => others = count, cancellation).Take(options.MaxRows ?? int.MaxValue).ToArray();
        if (options.LabelNames is { } names && examples.FirstOrDefault(e => e.Label is { } l && !names.Contains(l)) is { } stranger)
            throw new DatasetException($"label '{stranger.Label}' is not one of {string.Join(", ", names.Take(20))}.{NameSuggestion.DidYouMean(stranger.Label!, names)}", stranger.Source.File);
        var corrupt = options.CheckFiles ? Check(examples, options, cancellation) : new Dictionary<int, ImageException>();
        if (corrupt.Count > 0 && options.OnCorrupt == RowPolicy.Fail) throw Fatal(path, [.. corrupt.OrderBy(c => c.Key).Select(c => c.Value)]);
        ImageExample[] kept = [.. examples.Where((_, i) => !corrupt.ContainsKey(i))];
        return ImageDataset.Create(kept, options.LabelNames, new(kept.Length, [.. corrupt.OrderBy(c => c.Key).Select(c => c.Value)], others));
    }

    private static IEnumerable<ImageExample> List(string path, ImageDataOptions options, Action<int> others, CancellationToken cancellation)
    {
        if (!Path.Exists(path)) throw new DatasetException("there is no such file or folder.", path);
        if (IdxReader.Find(path, options.Part) is { } idx) return IdxReader.Read(idx, options.LabelNames);
        if (Directory.Exists(path)) return ImageFolderReader.Read(path, options.LabelColumn is not null, others);
        if (ImageFolderReader.IsPicture(path)) return [new ImageExample(path)];
        return Table(path, options, cancellation);
    }

    private static IEnumerable<ImageExample> Table(string path, ImageDataOptions options, CancellationToken cancellation)
    {
        var rows = TextDataset.Load(path, new() { TextColumn = options.PathColumn, LabelColumn = options.LabelColumn, Delimiter = options.Delimiter, HasHeader = options.HasHeader, MaxRows = options.MaxRows }, cancellation);
        var folder = Path.GetDirectoryName(path) ?? "";
        return rows.Select(r => new ImageExample(new ImageFile(Path.Combine(folder, r.Text)), r.Label, r.Source));
    }

    private static IReadOnlyDictionary<int, ImageException> Check(ImageExample[] examples, ImageDataOptions options, CancellationToken cancellation)
    {
        var corrupt = new ConcurrentDictionary<int, ImageException>();
        Parallel.For(0, examples.Length, new ParallelOptions { CancellationToken = cancellation }, i =>
        {
            if (examples[i].Content is not ImageFile { Path: var file }) return;
            try
            {
                ImageDecoder.DecodeWithin(ImageBytes.Read(file), file, CheckSide, options.MaxPixels).Dispose();
            }
            catch (ImageException error)
            {
                corrupt[i] = error;
            }
        });
        return corrupt;
    }

    private static DatasetException Fatal(string path, IReadOnlyList<ImageException> corrupt)
    {
        var list = string.Join(" ", corrupt.Take(Shown).Select(c => c.Message));
        return new($"{corrupt.Count} {(corrupt.Count == 1 ? "picture" : "pictures")} cannot be read: {list}{(corrupt.Count > Shown ? " ..." : "")} Set OnCorrupt to Drop to leave them out.", path);
    }
}
