namespace NlpTransfer.Embeddings;

/// <summary>Detects a file's format and hands it to the reader of that format.</summary>
internal static class VectorReader
{
    public static WordVectors Open(string path, VectorReadOptions options, CancellationToken cancellationToken)
    {
        options.Validate();
        var input = VectorInput.Open(path);
        var plan = FormatDetector.Detect(input, options.Format);
        try
        {
            return Read(input, plan, options, cancellationToken);
        }
        catch (InvalidDataException) when (input.Compressed)
        {
            throw new VectorFormatException(path, "The gzip data is damaged or cut off; get the file again.");
        }
    }

    private static WordVectors Read(VectorInput input, VectorPlan plan, VectorReadOptions options, CancellationToken cancellationToken)
    {
        switch (plan.Format)
        {
            case VectorFormat.Vectors when input.Compressed:
                using (var content = input.OpenContent())
                {
                    return VectorsFileReader.Read(input.Path, content, options, cancellationToken);
                }

            case VectorFormat.Vectors:
                return VectorsFileReader.Map(input.Path, options, cancellationToken);
            case VectorFormat.WinkJson:
                return RecordFileReader.ReadWink(input, options, cancellationToken);
            case VectorFormat.Word2VecBinary:
                return Word2VecBinaryReader.Read(input, plan, options, cancellationToken);
            case VectorFormat.FastTextBinary:
                return FastTextReader.Read(input, options, cancellationToken);
            default:
                return RecordFileReader.ReadText(input, plan, options, cancellationToken);
        }
    }
}
