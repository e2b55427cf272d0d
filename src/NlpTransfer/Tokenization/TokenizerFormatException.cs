namespace NlpTransfer.Tokenization;

/// <summary>A tokenizer's file that cannot be used: what was expected, what was found, what to do.</summary>
public sealed class TokenizerFormatException : FormatException
{
    public TokenizerFormatException(string message, string file, Exception? inner = null)
        : base($"{file}: {message}", inner) => File = file;

    public string File { get; }
}
