namespace NlpTransfer.Data;

/// <summary>Undoes Content-Transfer-Encoding (RFC 2045, section 6), forgiving what real mail gets wrong.</summary>
internal static class TransferEncodings
{
    /// <param name="wasBroken">Whether bytes had to be skipped or taken literally.</param>
    public static ReadOnlySpan<byte> Decode(ReadOnlySpan<byte> body, string? name, out bool wasBroken)
    {
        wasBroken = false;
        return name?.Trim().Trim('"').ToLowerInvariant() switch
        {
            "quoted-printable" => QuotedPrintable(body, isHeader: false, out wasBroken),
            "base64" => Base64(body, out wasBroken),
            "x-uuencode" or "uuencode" or "x-uue" or "uue" => Uuencoding.Decode(body, out wasBroken),
            _ => body,
        };
    }

    /// <summary>Quoted-printable; with <paramref name="isHeader"/> the Q encoding of RFC 2047, where '_' is a space.</summary>
    public static byte[] QuotedPrintable(ReadOnlySpan<byte> text, bool isHeader, out bool wasBroken)
    {
        var output = new byte[text.Length];
        var (read, written) = (0, 0);
        wasBroken = false;
        while (read < text.Length)
        {
            var c = text[read];
            if (c == '=')
            {
                var consumed = Escape(text[read..], out var value);
                if (consumed == 0) wasBroken = true;
                if (value >= 0) output[written++] = (byte)value;
                read += Math.Max(1, consumed);
                continue;
            }
            output[written++] = isHeader && c == '_' ? (byte)' ' : c;
            read++;
        }
        return output[..written];
    }

    /// <summary>Base64 with line breaks and stray bytes skipped and missing padding supplied.</summary>
    public static byte[] Base64(ReadOnlySpan<byte> text, out bool wasBroken)
    {
        var output = new byte[(text.Length * 3 / 4) + 3];
        var (bits, held, written) = (0u, 0, 0);
        wasBroken = false;
        foreach (var c in text)
        {
            if (c == '=') break;
            var value = Base64Value(c);
            if (value < 0)
            {
                wasBroken |= c is not ((byte)'\n' or (byte)'\r' or (byte)' ' or (byte)'\t');
                continue;
            }
            (bits, held) = ((bits << 6) | (uint)value, held + 6);
            if (held < 8) continue;
            held -= 8;
            output[written++] = (byte)(bits >> held);
        }
        return output[..written];
    }

    /// <returns>How many bytes the escape takes, 0 when it is none; <paramref name="value"/> is -1 for a soft line break, '=' for no escape.</returns>
    private static int Escape(ReadOnlySpan<byte> text, out int value)
    {
        value = -1;
        var i = 1;
        while (i < text.Length && text[i] is (byte)' ' or (byte)'\t' or (byte)'\r') i++;
        if (i == text.Length || text[i] == '\n') return Math.Min(text.Length, i + 1);
        value = '=';
        if (text.Length < 3 || Hex(text[1]) < 0 || Hex(text[2]) < 0) return 0;
        value = (Hex(text[1]) * 16) + Hex(text[2]);
        return 3;
    }

    private static int Hex(byte c) => c switch
    {
        >= (byte)'0' and <= (byte)'9' => c - '0',
        >= (byte)'A' and <= (byte)'F' => c - 'A' + 10,
        >= (byte)'a' and <= (byte)'f' => c - 'a' + 10,
        _ => -1,
    };

    private static int Base64Value(byte c) => c switch
    {
        >= (byte)'A' and <= (byte)'Z' => c - 'A',
        >= (byte)'a' and <= (byte)'z' => c - 'a' + 26,
        >= (byte)'0' and <= (byte)'9' => c - '0' + 52,
        (byte)'+' or (byte)'-' => 62,
        (byte)'/' or (byte)'_' => 63,
        _ => -1,
    };
}
