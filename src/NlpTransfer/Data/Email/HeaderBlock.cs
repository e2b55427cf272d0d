using System.Text;

namespace NlpTransfer.Data;

/// <summary>The headers of a message or part that say how to read it (RFC 5322, section 2.2), unfolded; of repeated ones the first.</summary>
internal sealed class HeaderBlock
{
    public string? Subject { get; private set; }

    public string? ContentType { get; private set; }

    public string? TransferEncoding { get; private set; }

    public string? Disposition { get; private set; }

    /// <summary>Where the body begins, behind the empty line.</summary>
    public int BodyStart { get; private set; }

    /// <summary>Whether something else than a header came before the empty line.</summary>
    public bool IsDamaged { get; private set; }

    public static HeaderBlock Read(ReadOnlySpan<byte> entity)
    {
        var headers = new HeaderBlock();
        var position = StartsWithMboxLine(entity) ? LineEnd(entity, 0) : 0;
        while (position < entity.Length)
        {
            var end = FoldedEnd(entity, position);
            var field = entity[position..end];
            if (TrimmedLine(field).IsEmpty) return headers.EndingAt(end);
            var colon = field.IndexOf((byte)':');
            if (colon <= 0 || !IsName(field[..colon])) return headers.EndingAt(position, isDamaged: true);
            headers.Add(field[..colon], field[(colon + 1)..]);
            position = end;
        }
        return headers.EndingAt(entity.Length);
    }

    private HeaderBlock EndingAt(int bodyStart, bool isDamaged = false)
    {
        (BodyStart, IsDamaged) = (bodyStart, isDamaged);
        return this;
    }

    private void Add(ReadOnlySpan<byte> name, ReadOnlySpan<byte> value)
    {
        if (Is(name, "Subject"u8)) Subject ??= Unfolded(value);
        else if (Is(name, "Content-Type"u8)) ContentType ??= Unfolded(value);
        else if (Is(name, "Content-Transfer-Encoding"u8)) TransferEncoding ??= Unfolded(value);
        else if (Is(name, "Content-Disposition"u8)) Disposition ??= Unfolded(value);
    }

    private static bool Is(ReadOnlySpan<byte> name, ReadOnlySpan<byte> known) => Ascii.EqualsIgnoreCase(name.TrimEnd(" \t"u8), known);

    // The mailbox format puts "From someone date" before each message, and quotes it when it is nested.
    private static bool StartsWithMboxLine(ReadOnlySpan<byte> entity) => entity.StartsWith("From "u8) || entity.StartsWith(">From "u8);

    private static bool IsName(ReadOnlySpan<byte> name) => name.TrimEnd(" \t"u8).IndexOfAnyExceptInRange((byte)33, (byte)126) < 0;

    private static int LineEnd(ReadOnlySpan<byte> text, int start) => text[start..].IndexOf((byte)'\n') is >= 0 and var end ? start + end + 1 : text.Length;

    // A line that begins with a blank continues the one before, unless it holds nothing else: some programs write the empty line so.
    private static int FoldedEnd(ReadOnlySpan<byte> text, int start)
    {
        var end = LineEnd(text, start);
        while (end < text.Length && text[end] is (byte)' ' or (byte)'\t' && !TrimmedLine(text[start..end]).IsEmpty)
        {
            var next = LineEnd(text, end);
            if (TrimmedLine(text[end..next]).IsEmpty) break;
            end = next;
        }
        return end;
    }

    private static ReadOnlySpan<byte> TrimmedLine(ReadOnlySpan<byte> line) => line.Trim(" \t\r\n"u8);

    private static string Unfolded(ReadOnlySpan<byte> value) =>
        Charsets.DecodeUnlabelled(value.Trim(" \t\r\n"u8)).Replace("\r", "", StringComparison.Ordinal).Replace("\n", "", StringComparison.Ordinal);
}
