namespace NlpTransfer.Data;

/// <summary>An e-mail reduced to what a reader sees: its subject and its text.</summary>
/// <param name="Subject">The decoded subject, or an empty string.</param>
/// <param name="Body">
/// The text of the body, lines ending in '\n': plain text where the sender gave any, else text made from the HTML;
/// the inline parts of a mixed message one after the other; forwarded messages with their subjects; no attachments.
/// </param>
public sealed record EmailMessage(string Subject, string Body)
{
    /// <summary>Whether a part named a character set that is not known; it was read as Windows-1252.</summary>
    public bool HasUnknownCharset { get; init; }

    /// <summary>Whether the structure is damaged (no end of a part, broken base64, nested too deep); it was read as far as it goes.</summary>
    public bool IsDamaged { get; init; }

    /// <summary>
    /// Reads a message as RFC 5322, 2045 to 2047 and 2231 have it, with or without an mbox "From " line before it.
    /// Never fails: what is broken is read as far as it goes.
    /// </summary>
    public static EmailMessage Parse(ReadOnlySpan<byte> message) => new EmailReader().ReadMessage(message);

    /// <summary>
    /// Subject, an empty line, body: the form in which e-mails are classified. No other header is in it: Received, mailing
    /// list and client headers tell the mailbox a corpus was gathered from, and a classifier would learn that instead.
    /// </summary>
    public string ToText() => Subject.Length == 0 ? Body : $"{Subject}\n\n{Body}";
}
