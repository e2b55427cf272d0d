namespace NlpTransfer.Data;

/// <summary>The text of one file.</summary>
internal readonly record struct FileText(string Text, RowFaults Faults = RowFaults.None)
{
    public static FileText OfPlainText(byte[] bytes, string? encoding)
    {
        var marking = TextEncodings.Marking(encoding);
        var content = bytes.AsSpan();
        if (content.StartsWith(marking.Preamble)) content = content[marking.Preamble.Length..];
        return new(marking.GetString(content));
    }

    public static FileText OfEmail(byte[] bytes)
    {
        var email = EmailMessage.Parse(bytes);
        var faults = (email.HasUnknownCharset ? RowFaults.UnknownCharset : 0) | (email.IsDamaged ? RowFaults.DamagedEmail : 0);
        return new(email.ToText(), faults);
    }
}
