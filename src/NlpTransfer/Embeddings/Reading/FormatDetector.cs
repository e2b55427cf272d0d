using System.Buffers.Binary;

namespace NlpTransfer.Embeddings;

/// <summary>Tells the format of a vector file from its first bytes; its name is never looked at.</summary>
internal static class FormatDetector
{
    private const int MostDimensions = 1 << 20;

    public static VectorPlan Detect(VectorInput input, VectorFormat? stated)
    {
        if (input.Head.Length == 0)
        {
            throw new VectorFormatException(input.Path, "The file is empty. Get it again.", byteOffset: 0);
        }

        var format = stated ?? OwnMark(input);
        return format is VectorFormat.Vectors or VectorFormat.FastTextBinary or VectorFormat.WinkJson
            ? new VectorPlan(format.Value)
            : TextOrBinary(input, format);
    }

    private static VectorFormat? OwnMark(VectorInput input)
    {
        ReadOnlySpan<byte> head = input.Head;
        if (head.StartsWith(VectorsHeader.Magic))
        {
            return VectorFormat.Vectors;
        }

        if (head.StartsWith("PK\x03\x04"u8))
        {
            throw new VectorFormatException(input.Path, "This is a zip archive; unpack it and give the file inside.", byteOffset: 0);
        }

        if (FastTextHeader.Looks(head))
        {
            return VectorFormat.FastTextBinary;
        }

        return head.TrimStart(" \t\r\n"u8).StartsWith("{"u8) && head.IndexOf("\"dimensions\":"u8) is >= 0 and < 4096
            ? VectorFormat.WinkJson
            : null;
    }

    private static VectorPlan TextOrBinary(VectorInput input, VectorFormat? stated)
    {
        var start = input.Head.AsSpan().StartsWith("\uFEFF"u8) ? 3 : 0;
        if (stated is null or not VectorFormat.GloveText && TextLayout.TryHeader(input, start, out var rows, out var dimension, out var next))
        {
            if (dimension is 0 or > MostDimensions)
            {
                throw new VectorFormatException(input.Path, $"The header announces {dimension} values a word; 1 to {MostDimensions} are possible. The file is damaged or of another kind.", line: 1);
            }

            var binary = stated == VectorFormat.Word2VecBinary || (stated is null && !TextLayout.IsTextAfter(input.Head, next));
            return new VectorPlan(binary ? VectorFormat.Word2VecBinary : VectorFormat.Word2VecText)
            {
                Dimension = (int)dimension,
                AnnouncedRows = (long)Math.Min(rows, long.MaxValue),
                DataOffset = next,
                FirstLine = 2,
            };
        }

        if (stated is VectorFormat.Word2VecText or VectorFormat.Word2VecBinary)
        {
            throw new VectorFormatException(input.Path, $"Expected a first line with the number of words and of values a word, found {Quote.Bytes(TextLayout.Line(input.Head, start))}.", line: 1);
        }

        return new VectorPlan(VectorFormat.GloveText) { Dimension = TextLayout.Dimension(input, start), DataOffset = start };
    }
}
