using System.Text;

namespace NlpTransfer.Data;

/// <summary>Walks the parts of one message and gathers its text.</summary>
internal sealed class EmailReader
{
    // Real mail nests three or four deep; a hostile one may nest until the stack ends.
    private const int DeepestPart = 16;

    private readonly Charsets charsets = new();
    private bool isDamaged;

    public EmailMessage ReadMessage(ReadOnlySpan<byte> message)
    {
        var (subject, body) = Message(message, 0);
        return new EmailMessage(subject, PlainText.Tidy(body)) { HasUnknownCharset = charsets.HasUnknown, IsDamaged = isDamaged };
    }

    private (string Subject, string Body) Message(ReadOnlySpan<byte> message, int depth)
    {
        var headers = HeaderBlock.Read(message);
        isDamaged |= headers.IsDamaged;
        var subject = headers.Subject is null ? "" : EncodedWords.Decode(headers.Subject, charsets).Trim();
        return (subject, Content(headers, message[headers.BodyStart..], "text/plain", depth));
    }

    private string Part(ReadOnlySpan<byte> entity, string defaultType, int depth, out string mediaType)
    {
        var headers = HeaderBlock.Read(entity);
        mediaType = ContentType.Parse(headers.ContentType ?? defaultType).MediaType;
        var isAttachment = headers.Disposition?.TrimStart().StartsWith("attachment", StringComparison.OrdinalIgnoreCase) == true;
        return isAttachment ? "" : Content(headers, entity[headers.BodyStart..], defaultType, depth);
    }

    private string Content(HeaderBlock headers, ReadOnlySpan<byte> body, string defaultType, int depth)
    {
        var type = ContentType.Parse(headers.ContentType ?? defaultType);
        if (depth > DeepestPart) return Damaged();
        if (headers.ContentType is null && MultipartSplitter.GuessBoundary(body) is { } boundary)
        {
            isDamaged = true; // a sender that writes parts but not that there are any
            type = ContentType.Parse($"multipart/alternative; boundary=\"{boundary}\"");
        }
        if (type.MediaType.StartsWith("multipart/", StringComparison.Ordinal)) return Multipart(type, body, headers.TransferEncoding, depth);
        if (type.MediaType == "message/rfc822") return Forwarded(Decoded(body, headers.TransferEncoding), depth);
        if (type.MediaType.StartsWith("text/", StringComparison.Ordinal) && type.MediaType != "text/rfc822-headers")
            return Text(type, Decoded(body, headers.TransferEncoding));
        return "";
    }

    private string Forwarded(ReadOnlySpan<byte> message, int depth)
    {
        var (subject, body) = Message(message, depth + 1);
        return subject.Length == 0 ? body : $"{subject}\n\n{body}";
    }

    private string Multipart(ContentType type, ReadOnlySpan<byte> body, string? transferEncoding, int depth)
    {
        var parts = MultipartSplitter.Split(body, type["boundary"], out var isClosed);
        if (!isClosed) isDamaged = true;
        if (parts.Count == 0) parts = MultipartSplitter.Split(body, MultipartSplitter.GuessBoundary(body), out _);
        if (parts.Count == 0) return Text(ContentType.Parse("text/plain"), Decoded(body, transferEncoding));
        var defaultType = type.MediaType == "multipart/digest" ? "message/rfc822" : "text/plain";
        var texts = new List<(string MediaType, string Text)>(parts.Count);
        foreach (var part in parts)
        {
            var text = Part(body[part], defaultType, depth + 1, out var mediaType);
            if (!string.IsNullOrWhiteSpace(text)) texts.Add((mediaType, text));
        }
        return type.MediaType == "multipart/alternative" ? Best(texts) : string.Join("\n\n", texts.Select(t => t.Text));
    }

    // The sender orders alternatives from plain to rich; the plain one is text already.
    private static string Best(List<(string MediaType, string Text)> texts) =>
        texts.Count == 0 ? "" : texts.FirstOrDefault(t => t.MediaType == "text/plain").Text ?? texts[^1].Text;

    private string Text(ContentType type, ReadOnlySpan<byte> content)
    {
        var text = charsets.Decode(content, type["charset"]);
        return type.MediaType == "text/html" || HtmlText.IsHtml(text) ? HtmlText.ToPlain(text) : PlainText.WithoutUuencoded(text);
    }

    private ReadOnlySpan<byte> Decoded(ReadOnlySpan<byte> body, string? transferEncoding)
    {
        var decoded = TransferEncodings.Decode(body, transferEncoding, out var wasBroken);
        isDamaged |= wasBroken;
        return decoded;
    }

    private string Damaged()
    {
        isDamaged = true;
        return "";
    }
}
