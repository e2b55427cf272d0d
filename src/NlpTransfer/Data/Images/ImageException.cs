namespace NlpTransfer.Data;

/// <summary>A picture that cannot be read; the message names its file and the reason.</summary>
public sealed class ImageException(string file, string fault, Exception? inner = null) : FormatException($"{file}: {fault}", inner)
{
    public string File { get; } = file;

    /// <summary>The reason alone.</summary>
    public string Fault { get; } = fault;
}
