namespace NlpTransfer.Embeddings;

/// <summary>A vector file that cannot be read: says where, what was expected, what was found and what to do.</summary>
public sealed class VectorFormatException : FormatException
{
    /// <param name="file">The file as the caller named it.</param>
    /// <param name="problem">What was expected, what was found, and the remedy; full sentences.</param>
    /// <param name="line">Line, counted from 1, for text formats.</param>
    /// <param name="byteOffset">Offset in the (decompressed) file, counted from 0, for the others.</param>
    public VectorFormatException(string file, string problem, long? line = null, long? byteOffset = null)
        : base(Describe(file, problem, line, byteOffset))
    {
        File = file;
        Line = line;
        ByteOffset = byteOffset;
    }

    /// <summary>The file as the caller named it.</summary>
    public string File { get; }

    /// <summary>Line, counted from 1, in text formats.</summary>
    public long? Line { get; }

    /// <summary>Offset in the (decompressed) file, counted from 0.</summary>
    public long? ByteOffset { get; }

    private static string Describe(string file, string problem, long? line, long? byteOffset)
    {
        var where = line is not null ? $", line {line}" : byteOffset is not null ? $", byte {byteOffset}" : "";
        return $"{file}{where}: {problem}";
    }
}
