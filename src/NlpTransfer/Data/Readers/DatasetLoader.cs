namespace NlpTransfer.Data;

/// <summary>Chooses the reader, feeds its rows through the policies.</summary>
internal static class DatasetLoader
{
    private static readonly string[] KnownExtensions = [".csv", ".tsv", ".jsonl", ".ndjson", ".json", ".eml", ".txt"];

    public static TextDataset Load(string path, TextDataOptions options, CancellationToken cancellation)
    {
        OptionsException.ThrowIfAny(nameof(TextDataOptions), options.Validate());
        if (!File.Exists(path) && !Directory.Exists(path))
            throw new DatasetException("expected a file or a folder, found neither. Check the path.", path);
        var builder = new DatasetBuilder(path, options);
        try
        {
            foreach (var row in Rows(path, options, cancellation))
            {
                cancellation.ThrowIfCancellationRequested();
                if (!builder.Add(row)) break;
            }
        }
        catch (InvalidDataException e)
        {
            throw new DatasetException("expected gzip data, found a damaged or truncated file. Fetch or compress it again.", path, inner: e);
        }
        return builder.Build();
    }

    private static IEnumerable<RawRow> Rows(string path, TextDataOptions options, CancellationToken cancellation)
    {
        if (options.Preset is not null) return PresetReader.Read(path, options, cancellation);
        var format = options.Format == DataFormat.Auto ? FormatOf(path, options) : options.Format;
        return format switch
        {
            DataFormat.Table => TableReader.Read(path, options),
            DataFormat.JsonLines => JsonReader.ReadLines(path, options),
            DataFormat.JsonArray => JsonReader.ReadArray(path, options),
            DataFormat.Email => FileTreeReader.ReadEmail(path),
            DataFormat.Lines => LineFiles.ReadUnlabelled(path, options),
            _ => FileTreeReader.Read(path, FileLayout.FolderPerClass(format == DataFormat.EmailFolder), options, cancellation),
        };
    }

    private static DataFormat FormatOf(string path, TextDataOptions options)
    {
        if (Directory.Exists(path)) return DataFormat.Folder;
        var extension = InputFile.ExtensionOf(path);
        return extension switch
        {
            ".csv" or ".tsv" => DataFormat.Table,
            ".jsonl" or ".ndjson" => DataFormat.JsonLines,
            ".json" => DataFormat.JsonArray,
            ".tar" or ".tgz" => DataFormat.Folder,
            ".eml" when options.LabelColumn is null => DataFormat.Email,
            ".txt" when options.LabelColumn is null => DataFormat.Lines,
            _ => throw new DatasetException(
                $"expected a name ending in {string.Join(", ", KnownExtensions)} (each optionally .gz), or a folder; found '{extension}'.{NameSuggestion.DidYouMean(extension, KnownExtensions)} Rename it, or set Format or Preset.", path),
        };
    }
}
