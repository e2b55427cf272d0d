using System.Globalization;
using System.Runtime.InteropServices;
using System.Text;

namespace NlpTransfer.Embeddings;

/// <summary>Writes word2vec's binary as the C tool does, with a line feed after each vector; gensim reads both variants.</summary>
internal static class Word2VecBinaryWriter
{
    private const int CancelEvery = 4096;

    public static void Write(WordVectors vectors, Stream stream, CancellationToken cancellationToken)
    {
        stream.Write(Encoding.ASCII.GetBytes(string.Create(CultureInfo.InvariantCulture, $"{vectors.Count} {vectors.Dimension}\n")));
        for (var row = 0; row < vectors.Count; row++)
        {
            if (row % CancelEvery == 0)
            {
                cancellationToken.ThrowIfCancellationRequested();
            }

            stream.Write(WritableWord.Check(vectors, row, blanksAllowed: false));
            stream.WriteByte((byte)' ');
            stream.Write(MemoryMarshal.AsBytes(vectors.Row(row)));
            stream.WriteByte((byte)'\n');
        }
    }
}
