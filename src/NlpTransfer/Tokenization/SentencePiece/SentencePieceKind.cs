namespace NlpTransfer.Tokenization;

/// <summary>What a piece is for; the numbers are the file's.</summary>
internal enum SentencePieceKind
{
    Normal = 1,

    /// <summary>Stands for what cannot be spelled.</summary>
    Unknown = 2,

    /// <summary>Never found in a text, such as <c>[CLS]</c>.</summary>
    Control = 3,

    /// <summary>Found in a text as it is written.</summary>
    UserDefined = 4,

    Unused = 5,

    /// <summary>One byte of what cannot be spelled otherwise.</summary>
    Byte = 6,
}
