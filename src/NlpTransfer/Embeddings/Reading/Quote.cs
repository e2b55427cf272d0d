using System.Text;

namespace NlpTransfer.Embeddings;

/// <summary>Bytes of a file as they appear in messages: quoted, clipped, control characters made visible.</summary>
internal static class Quote
{
    private const int Most = 40;

    public static string Bytes(ReadOnlySpan<byte> bytes)
    {
        var text = new StringBuilder("'");
        foreach (var character in Encoding.UTF8.GetString(bytes[..Math.Min(bytes.Length, Most)]))
        {
            text.Append(char.IsControl(character) ? $"\\u{(int)character:x4}" : character);
        }

        return text.Append(bytes.Length > Most ? "...'" : "'").ToString();
    }
}
