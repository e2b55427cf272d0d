using System.Globalization;
using System.Text;

namespace NlpTransfer.Embeddings;

/// <summary>
/// Writes vectors as text, with word2vec's header or without. Values are the shortest decimals that read back as the
/// same float32.
/// </summary>
internal static class TextVectorWriter
{
    private const int RowsAtOnce = 512;

    public static void Write(WordVectors vectors, Stream stream, bool header, CancellationToken cancellationToken)
    {
        if (header)
        {
            stream.Write(Encoding.ASCII.GetBytes(string.Create(CultureInfo.InvariantCulture, $"{vectors.Count} {vectors.Dimension}\n")));
        }

        FormattedRows.Write(vectors.Count, RowsAtOnce, stream, cancellationToken, (row, text) =>
        {
            text.Append(WritableWord.Check(vectors, row, blanksAllowed: !header));
            foreach (var value in vectors.Row(row))
            {
                text.Append((byte)' ');
                text.Append(value);
            }

            text.Append((byte)'\n');
        });
    }
}
