namespace NlpTransfer.Data;

/// <summary>Pairs of IDX files: pictures, and their labels beside them.</summary>
internal static class IdxReader
{
    private const string Images = "images-idx3-ubyte", Labels = "labels-idx1-ubyte";

    /// <summary>The picture file that the path names, or that the folder holds for the part; null when it is no such data.</summary>
    public static string? Find(string path, string part)
    {
        if (File.Exists(path)) return Path.GetFileName(path).Contains(Images, StringComparison.Ordinal) ? path : null;
        var prefix = part == "test" ? "t10k-" : "train-";
        return Directory.Exists(path) ? Directory.EnumerateFiles(path, $"{prefix}{Images}*").Order(StringComparer.Ordinal).FirstOrDefault() : null;
    }

    public static IEnumerable<ImageExample> Read(string path, IReadOnlyList<string>? names)
    {
        var pictures = IdxFile.Read(path, rank: 3);
        var labels = IdxFile.Read(LabelsOf(path), rank: 1).Values;
        var (count, height, width) = (pictures.Sizes[0], pictures.Sizes[1], pictures.Sizes[2]);
        if (labels.Length != count) throw new DatasetException($"expected {count} labels for as many pictures, found {labels.Length}.", LabelsOf(path));
        for (var i = 0; i < count; i++)
            yield return new(new GreyPixels(pictures.Values.AsMemory(i * width * height, width * height), width, height), Name(labels[i], names, path, i), new ExampleSource(path, i + 1));
    }

    private static string LabelsOf(string path)
    {
        var labels = Path.Combine(Path.GetDirectoryName(path) ?? "", Path.GetFileName(path).Replace(Images, Labels, StringComparison.Ordinal));
        return File.Exists(labels) ? labels : throw new DatasetException($"expected its labels beside it in {Path.GetFileName(labels)}, found no such file.", path);
    }

    private static string Name(byte label, IReadOnlyList<string>? names, string path, int row)
    {
        if (names is null) return label.ToString(System.Globalization.CultureInfo.InvariantCulture);
        return label < names.Count ? names[label] : throw new DatasetException($"label {label} has no name; LabelNames has {names.Count}.", LabelsOf(path), row + 1);
    }
}
