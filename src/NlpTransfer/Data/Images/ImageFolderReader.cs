namespace NlpTransfer.Data;

/// <summary>A folder per class with pictures in it, however deep; or pictures right in the folder, without labels.</summary>
internal static class ImageFolderReader
{
    private static readonly HashSet<string> Extensions = new(StringComparer.OrdinalIgnoreCase) { ".jpg", ".jpeg", ".png", ".webp", ".gif", ".bmp", ".tif", ".tiff" };

    /// <param name="root">The folder.</param>
    /// <param name="labelled">Whether the first folder's name is the label; else there is none.</param>
    /// <param name="others">Told how many files have names that are no picture's.</param>
    public static IReadOnlyList<ImageExample> Read(string root, bool labelled, Action<int> others)
    {
        var files = Directory.EnumerateFiles(root, "*", SearchOption.AllDirectories)
            .Select(f => (Path: f, Name: Path.GetRelativePath(root, f).Replace(Path.DirectorySeparatorChar, '/')))
            .Where(f => !f.Name.Split('/').Any(part => part.StartsWith('.'))).OrderBy(f => f.Name, StringComparer.Ordinal).ToArray();
        var pictures = files.Where(f => IsPicture(f.Path)).Select(f => (f.Path, f.Name, Label: labelled ? FileLayout.FirstFolder(f.Name) : null)).ToArray();
        others(files.Length - pictures.Length);
        var kept = labelled ? pictures.Where(p => p.Label is not null).ToArray() : pictures;
        if (kept.Length == 0)
            throw new DatasetException($"expected {(labelled ? "one folder a class with pictures in it" : "pictures")}, found none among {files.Length} files. Pictures end in {string.Join(' ', Extensions)}{(labelled ? "; lay them out as label/file.jpg" : "")}.", root);
        return [.. kept.Select(p => new ImageExample(new ImageFile(p.Path), p.Label, new ExampleSource(p.Name, 1)))];
    }

    /// <summary>Whether a file's name is a picture's.</summary>
    public static bool IsPicture(string path) => Extensions.Contains(Path.GetExtension(path));
}
