namespace NlpTransfer.Data;

/// <summary>Where an example came from.</summary>
/// <param name="File">The file as it was given, or inside a folder or archive its path there with '/' between the parts.</param>
/// <param name="Row">1-based: the data row of a table (the header not counted), the line of a line-based file, 1 for a file that is one example.</param>
public readonly record struct ExampleSource(string File, long Row)
{
    public override string ToString() => $"{File}, row {Row}";
}
