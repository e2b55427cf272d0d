namespace NlpTransfer.Data;

/// <summary>What a UTF-16 unit is to the word tokenizer.</summary>
internal enum CharClass : byte
{
    Space,
    Letter,
    Digit,

    /// <summary>Combining marks and joiners: belong to what is before them.</summary>
    Extend,

    /// <summary>Han and Hiragana: written without spaces, so each sign is a token.</summary>
    Ideograph,
    Apostrophe,
    Hyphen,
    Symbol,
    Surrogate,
}
