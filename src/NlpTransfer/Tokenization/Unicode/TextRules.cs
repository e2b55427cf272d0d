namespace NlpTransfer.Tokenization.Unicode;

/// <summary>The rules of the reference tokenizer that no Unicode property states.</summary>
internal static class TextRules
{
    /// <summary>The one code point whose lower case is two: i and U+0307.</summary>
    internal const int DottedCapitalI = 0x130;

    internal const int CombiningDotAbove = 0x307;

    /// <summary>Control characters but tab, line feed and carriage return; U+FFFD; what the reference's table holds of
    /// private use; and lone surrogates, which the reference cannot be given.</summary>
    internal static readonly (int First, int Last)[] Removed =
    [
        (0, 8), (0xB, 0xC), (0xE, 0x1F), (0x7F, 0x9F), (0xFFFD, 0xFFFD), (0xD800, 0xDFFF),
        (0xE000, 0xE000), (0xF8FF, 0xF8FF), (0xF0000, 0xF0000), (0xFFFFD, 0xFFFFD), (0x100000, 0x100000), (0x10FFFD, 0x10FFFD),
    ];

    /// <summary>Unicode's property White_Space.</summary>
    internal static readonly (int First, int Last)[] Spaces =
    [
        (9, 0xD), (0x20, 0x20), (0x85, 0x85), (0xA0, 0xA0), (0x1680, 0x1680), (0x2000, 0x200A),
        (0x2028, 0x2029), (0x202F, 0x202F), (0x205F, 0x205F), (0x3000, 0x3000),
    ];

    /// <summary>From 2B920, not 2B820: so has the reference, and ids follow it.</summary>
    internal static readonly (int First, int Last)[] Ideographs =
    [
        (0x3400, 0x4DBF), (0x4E00, 0x9FFF), (0xF900, 0xFAFF), (0x20000, 0x2A6DF), (0x2A700, 0x2B73F),
        (0x2B740, 0x2B81F), (0x2B920, 0x2CEAF), (0x2F800, 0x2FA1F),
    ];

    /// <summary>Every printable ASCII character that is neither letter nor digit counts as punctuation.</summary>
    internal static readonly (int First, int Last)[] AsciiSymbols = [(0x21, 0x2F), (0x3A, 0x40), (0x5B, 0x60), (0x7B, 0x7E)];
}
