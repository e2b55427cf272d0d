namespace NlpTransfer.Data;

/// <summary>Reads trees with one text a file, several files at a time, in ordinal order of their paths.</summary>
internal static class FileTreeReader
{
    // Large enough to keep the cores busy, small enough that MaxRows does not read a whole corpus.
    private const int FilesAtATime = 2048;

    public static IEnumerable<RawRow> ReadEmail(string path)
    {
        var text = FileText.OfEmail(FileTree.ReadAll(path));
        yield return new RawRow(text.Text, null, null, null, new ExampleSource(path, 1), text.Faults);
    }

    public static IEnumerable<RawRow> Read(string path, FileLayout layout, TextDataOptions options, CancellationToken cancellation)
    {
        var files = FileTree.List(path).Select(f => (f.Name, f.Read, Label: layout.LabelOf(f.Name))).Where(f => f.Label is not null).ToArray();
        if (files.Length == 0)
            throw new DatasetException("expected one folder a class with text files in it, found none. Lay the files out as label/file.txt.", path);
        foreach (var chunk in files.Chunk(FilesAtATime))
        {
            var rows = new RawRow[chunk.Length];
            Parallel.For(0, chunk.Length, new ParallelOptions { CancellationToken = cancellation }, i =>
            {
                var (name, read, label) = chunk[i];
                var text = layout.Read(name, read(), options);
                rows[i] = new RawRow(text.Text, null, options.LabelColumn is null ? null : [label!], null, new ExampleSource(name, 1), text.Faults);
            });
            foreach (var row in rows) yield return row;
        }
    }
}
