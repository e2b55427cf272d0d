using System.Text;

namespace NlpTransfer.Data;

/// <summary>Encodings by name, and decoding that leaves a mark where bytes are broken.</summary>
internal static class TextEncodings
{
    /// <summary>
    /// What stands for broken bytes until the row is known in which they lie. A noncharacter, which no text
    /// that is meant for interchange holds, whereas U+FFFD itself is common in files that were once repaired.
    /// </summary>
    public const char BrokenMark = '\uFDD0';

    private static readonly Dictionary<string, string> Aliases = new(StringComparer.OrdinalIgnoreCase)
    {
        ["latin-1"] = "iso-8859-1", ["latin1"] = "iso-8859-1", ["utf8"] = "utf-8", ["cp1252"] = "windows-1252", ["ascii"] = "us-ascii",
    };

    static TextEncodings() => System.Text.Encoding.RegisterProvider(CodePagesEncodingProvider.Instance);

    /// <summary>The encoding of that name, or null when there is none.</summary>
    public static Encoding? Find(string name)
    {
        try
        {
            return System.Text.Encoding.GetEncoding(Aliases.GetValueOrDefault(name, name));
        }
        catch (ArgumentException)
        {
            return null; // an unknown name: the caller says so, with where it was written
        }
    }

    /// <summary>The named encoding (UTF-8 for null), decoding broken bytes to <see cref="BrokenMark"/>.</summary>
    public static Encoding Marking(string? name)
    {
        var encoding = name is null ? System.Text.Encoding.UTF8 : Find(name) ?? throw new ArgumentException($"Unknown encoding '{name}'.", nameof(name));
        var marking = (Encoding)encoding.Clone();
        marking.DecoderFallback = new DecoderReplacementFallback(BrokenMark.ToString());
        return marking;
    }
}
