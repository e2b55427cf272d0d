namespace NlpTransfer.Data;

/// <summary>
/// Data that cannot be read as asked. The message says where, what was expected, what was found and what to do;
/// it never holds a text of the data, because texts are private.
/// </summary>
public sealed class DatasetException : FormatException
{
    public DatasetException(string message, string file, long? row = null, string? column = null, Exception? inner = null)
        : base(Located(message, file, row, column), inner) => (File, Row, Column) = (file, row, column);

    public string File { get; }

    /// <summary>1-based, counted as in <see cref="ExampleSource.Row"/>; null when the fault is the file's.</summary>
    public long? Row { get; }

    public string? Column { get; }

    private static string Located(string message, string file, long? row, string? column)
    {
        var place = file;
        if (row is not null) place += $", row {row}";
        if (column is not null) place += $", column '{column}'";
        return $"{place}: {message}";
    }
}
