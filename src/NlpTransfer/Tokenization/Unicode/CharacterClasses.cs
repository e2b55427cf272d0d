namespace NlpTransfer.Tokenization.Unicode;

/// <summary>What a code point is to BERT's text rules.</summary>
[Flags]
internal enum CharacterClasses : byte
{
    None = 0,

    /// <summary>Deleted: control (but tab, line feed and carriage return), format, private use, U+0000, U+FFFD.</summary>
    Removed = 1,

    /// <summary>White space, whether deleted in cleaning or not.</summary>
    Space = 2,

    /// <summary>An ideograph, a word of its own.</summary>
    Ideograph = 4,

    /// <summary>A word of its own: Unicode punctuation, and every ASCII symbol.</summary>
    Punctuation = 8,

    /// <summary>A nonspacing mark: an accent, when accents are stripped.</summary>
    NonSpacing = 16,

    /// <summary>Has a canonical decomposition.</summary>
    Decomposes = 32,

    /// <summary>Has a combining class other than 0.</summary>
    Combining = 64,

    /// <summary>Has a lower case.</summary>
    Upper = 128,
}
