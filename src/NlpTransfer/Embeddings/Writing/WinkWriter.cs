using System.Globalization;
using System.Numerics.Tensors;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace NlpTransfer.Embeddings;

/// <summary>Writes a wink document: sizes, the words, then each word's values, norm and row number, and the entry for unknown words.</summary>
internal static class WinkWriter
{
    private const int RowsAtOnce = 512;

    public static void Write(WordVectors vectors, Stream stream, CancellationToken cancellationToken)
    {
        var dimension = vectors.Dimension;
        Ascii(stream, $"{{\"precision\":8,\"l2NormIndex\":{dimension},\"wordIndex\":{dimension + 1},\"size\":{vectors.Count},\"dimensions\":{dimension},\"words\":[");
        FormattedRows.Write(vectors.Count, RowsAtOnce, stream, cancellationToken, (row, text) =>
        {
            text.Append(row == 0 ? ""u8 : ","u8);
            Quoted(vectors, row, text);
        });
        Ascii(stream, $"],\"vectors\":{{");
        FormattedRows.Write(vectors.Count, RowsAtOnce, stream, cancellationToken, (row, text) =>
        {
            Quoted(vectors, row, text);
            text.Append(":["u8);
            Values(vectors.Row(row), row, text);
            text.Append("],"u8);
        });
        var unknown = new Utf8Text();
        Values(new float[dimension], -1, unknown);
        Ascii(stream, $"\"unkVector\":[");
        stream.Write(unknown.Written);
        Ascii(stream, $"]}}}}");
    }

    private static void Quoted(WordVectors vectors, int row, Utf8Text text)
    {
        text.Append((byte)'"');
        text.Append(JsonEncodedText.Encode(vectors.Table.Utf8(row), JavaScriptEncoder.UnsafeRelaxedJsonEscaping).EncodedUtf8Bytes);
        text.Append((byte)'"');
    }

    private static void Values(ReadOnlySpan<float> values, int row, Utf8Text text)
    {
        foreach (var value in values)
        {
            text.Append(value);
            text.Append((byte)',');
        }

        text.Append(TensorPrimitives.Norm(values));
        text.Append((byte)',');
        text.Append(row);
    }

    private static void Ascii(Stream stream, FormattableString text) =>
        stream.Write(Encoding.ASCII.GetBytes(text.ToString(CultureInfo.InvariantCulture)));
}
