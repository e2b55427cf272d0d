namespace NlpTransfer.Embeddings;

/// <summary>Detects a file's format and hands it to the reader of that format.</summary>
internal static class VectorReader
{
    public static WordVectors Open(string path, VectorReadOptions options, CancellationToken cancellationToken)
    {
        options.Validate();
        return VectorsFileReader.Map(path, options, cancellationToken);
    }
}
