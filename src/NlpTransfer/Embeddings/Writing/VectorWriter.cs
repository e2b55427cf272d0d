namespace NlpTransfer.Embeddings;

/// <summary>Chooses the writer of a format.</summary>
internal static class VectorWriter
{
    public static void Save(WordVectors vectors, string path, VectorFormat format, CancellationToken cancellationToken) =>
        AtomicFile.Write(path, stream => Write(vectors, stream, format, cancellationToken));

    private static void Write(WordVectors vectors, Stream stream, VectorFormat format, CancellationToken cancellationToken)
    {
        switch (format)
        {
            case VectorFormat.Vectors:
                VectorsFileWriter.Write(vectors, stream, cancellationToken);
                break;
            case VectorFormat.GloveText:
                TextVectorWriter.Write(vectors, stream, header: false, cancellationToken);
                break;
            case VectorFormat.Word2VecText:
                TextVectorWriter.Write(vectors, stream, header: true, cancellationToken);
                break;
            case VectorFormat.Word2VecBinary:
                Word2VecBinaryWriter.Write(vectors, stream, cancellationToken);
                break;
            case VectorFormat.WinkJson:
                WinkWriter.Write(vectors, stream, cancellationToken);
                break;
            case VectorFormat.FastTextBinary:
                FastTextWriter.Write(vectors, stream, cancellationToken);
                break;
            default:
                throw new ArgumentOutOfRangeException(nameof(format), format, "No such vector format.");
        }
    }
}
