using System.Text;
using System.Text.Unicode;

namespace NlpTransfer.Data;

/// <summary>Decodes text by the character sets that e-mails name, remembering whether one was not known.</summary>
internal sealed class Charsets
{
    private static readonly Encoding Windows1252 = TextEncodings.Find("windows-1252")!;

    // What senders write and what they mean. Latin-1 and ASCII are read as their superset, as browsers do.
    private static readonly Dictionary<string, string> Meant = new(StringComparer.OrdinalIgnoreCase)
    {
        ["us-ascii"] = "windows-1252", ["ascii"] = "windows-1252", ["iso-8859-1"] = "windows-1252", ["iso8859-1"] = "windows-1252",
        ["latin1"] = "windows-1252", ["iso-8859-1-windows"] = "windows-1252", ["cp1252"] = "windows-1252", ["cp-850"] = "ibm850",
        ["utf8"] = "utf-8", ["gb2312_charset"] = "gb2312", ["chinesebig5"] = "big5", ["ks_c_5601"] = "ks_c_5601-1987", ["unicode"] = "utf-8",
    };

    /// <summary>Whether some name was not known so far; its text was read as if it had none.</summary>
    public bool HasUnknown { get; private set; }

    public string Decode(ReadOnlySpan<byte> bytes, string? name)
    {
        var clean = name?.Trim().Trim('"', '\'').Trim();
        if (string.IsNullOrEmpty(clean)) return DecodeUnlabelled(bytes);
        var encoding = TextEncodings.Find(Meant.GetValueOrDefault(clean, clean));
        HasUnknown |= encoding is null;
        if (encoding is null || encoding == Windows1252 || encoding is UTF8Encoding) return DecodeUnlabelled(bytes);
        return encoding.GetString(bytes);
    }

    /// <summary>UTF-8 where the bytes are valid UTF-8 (text in another 8-bit encoding never is by chance for long), else Windows-1252.</summary>
    public static string DecodeUnlabelled(ReadOnlySpan<byte> bytes) =>
        Utf8.IsValid(bytes) ? Encoding.UTF8.GetString(bytes) : Windows1252.GetString(bytes);
}
