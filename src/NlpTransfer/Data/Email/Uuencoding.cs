namespace NlpTransfer.Data;

/// <summary>The encoding of the Unix program uuencode, still found in old mail.</summary>
internal static class Uuencoding
{
    /// <summary>The content between the "begin" and the "end" line; the bytes as they are when there is no "begin".</summary>
    public static ReadOnlySpan<byte> Decode(ReadOnlySpan<byte> body, out bool wasBroken)
    {
        var begin = body.StartsWith("begin "u8) ? 0 : body.IndexOf("\nbegin "u8) + 1;
        wasBroken = begin == 0 && !body.StartsWith("begin "u8);
        if (wasBroken) return body;
        var output = new List<byte>(body.Length * 3 / 4);
        foreach (var range in body[(begin + 1)..].Split((byte)'\n'))
        {
            var line = body[(begin + 1)..][range].TrimEnd("\r "u8);
            if (line.StartsWith("egin "u8)) continue;
            if (line.SequenceEqual("end"u8)) return output.ToArray();
            AddLine(line, output);
        }
        wasBroken = true;
        return output.ToArray();
    }

    /// <summary>Whether a line of text opens an encoded file: "begin 644 name".</summary>
    public static bool IsBegin(string line) =>
        line.Split(' ', 3) is ["begin", { Length: 3 or 4 } mode, _] && mode.All(c => c is >= '0' and <= '7');

    /// <returns>The index of the "end" line when all lines between are encoded ones, else -1: a sentence may begin with "begin" too.</returns>
    public static int FindEnd(string[] lines, int begin)
    {
        for (var i = begin + 1; i < lines.Length; i++)
        {
            var line = lines[i].TrimEnd('\r', ' ');
            if (line == "end") return i;
            if (line.Length > 0 && !IsEncoded(line)) return -1;
        }
        return -1;
    }

    private static bool IsEncoded(string line)
    {
        var bytes = (line[0] - ' ') & 63;
        return line.Length <= ((bytes + 2) / 3 * 4) + 2 && line.All(c => c is >= ' ' and <= '`');
    }

    private static void AddLine(ReadOnlySpan<byte> line, List<byte> output)
    {
        if (line.IsEmpty) return;
        var length = Value(line, 0);
        for (var i = 0; i < length; i++)
        {
            var (group, offset) = (1 + (i / 3 * 4), i % 3);
            var pair = (Value(line, group + offset) << 6) | Value(line, group + offset + 1);
            output.Add((byte)(pair >> (4 - (2 * offset))));
        }
    }

    // Trailing blanks, which stand for zeros, are often lost.
    private static int Value(ReadOnlySpan<byte> line, int index) => index < line.Length ? (line[index] - ' ') & 63 : 0;
}
