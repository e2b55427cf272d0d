using System.Numerics.Tensors;

namespace NlpTransfer.Embeddings;

/// <summary>
/// fastText's <c>.bin</c> models (skip-gram, cbow, supervised): word vectors as <c>print-word-vectors</c> gives them,
/// that is the mean of a word's own row and those of its n-grams. Labels and the output layer are left out.
/// </summary>
internal static class FastTextReader
{
    public static WordVectors Read(VectorInput input, VectorReadOptions options, CancellationToken cancellationToken)
    {
        using var content = input.OpenContent();
        var cursor = new BinaryCursor(content, input.Path);
        var header = FastTextHeader.Read(cursor, input.Path);
        var dictionary = FastTextDictionary.Read(cursor, header, input);
        CheckMatrix(cursor, header, dictionary, input);
        var own = Floats(cursor, dictionary.Words.Count * (long)header.Dimension, cancellationToken);
        var buckets = new Section<float>(Floats(cursor, header.Buckets * (long)header.Dimension, cancellationToken));
        var subwords = header.MaxSubword > 0 && header.Buckets > 0
            ? new SubwordVectors(buckets, header.Dimension, header.MinSubword, header.MaxSubword)
            : null;
        var rows = new BinaryRows(VectorFormat.FastTextBinary, header.Dimension, dictionary.Words.Count, input.Path, options);
        for (var i = 0; i < dictionary.Words.Count && !rows.IsFull; i++)
        {
            if (rows.Wants(dictionary.Words[i], dictionary.Offsets[i]))
            {
                Compose(own.AsSpan(i * header.Dimension, header.Dimension), dictionary.Words[i], header.GivesGrams(dictionary.Words[i]) ? subwords : null, rows.Room());
                rows.Check(rows.Room(), cursor.Position);
            }
        }

        return rows.Build(dictionary.Words.Count, options.KeepSubwords ? subwords : null);
    }

    private static void Compose(ReadOnlySpan<float> own, ReadOnlySpan<byte> word, SubwordVectors? subwords, Span<float> row)
    {
        own.CopyTo(row);
        var grams = subwords?.Add(word, row) ?? 0;
        if (grams > 0)
        {
            TensorPrimitives.Multiply(row, (float)(1.0 / (grams + 1)), row);
        }
    }

    private static float[] Floats(BinaryCursor cursor, long count, CancellationToken cancellationToken)
    {
        const int Part = 1 << 22;
        var values = new float[count];
        for (var at = 0; at < values.Length; at += Part)
        {
            cancellationToken.ThrowIfCancellationRequested();
            cursor.Floats(values.AsSpan(at, Math.Min(Part, values.Length - at)));
        }

        return values;
    }

    private static void CheckMatrix(BinaryCursor cursor, FastTextHeader header, FastTextDictionary dictionary, VectorInput input)
    {
        if (header.HasQuantizationFlags && cursor.Byte() != 0)
        {
            throw Quantized(input.Path, cursor.Position - 1);
        }

        var offset = cursor.Position;
        var (rows, columns) = (cursor.Int64(), cursor.Int64());
        var expected = dictionary.Words.Count + (long)header.Buckets;
        if (rows != expected || columns != header.Dimension)
        {
            throw new VectorFormatException(input.Path, $"Expected a matrix of {expected} x {header.Dimension} ({dictionary.Words.Count} words and {header.Buckets} buckets), found {rows} x {columns}. The file is damaged; get it again.", byteOffset: offset);
        }

        if ((UInt128)rows * (UInt128)columns > (UInt128)Array.MaxLength)
        {
            throw new VectorFormatException(input.Path, $"A matrix of {rows} x {columns} is more than fits into one array here ({Array.MaxLength} values). Use the model's .vec file.", byteOffset: offset);
        }

        CheckRoom(input, cursor.Position, rows * columns * sizeof(float));
    }

    private static void CheckRoom(VectorInput input, long at, long needed)
    {
        if (input.ContentLength is { } length && needed > length - at)
        {
            throw new VectorFormatException(input.Path, $"The matrix needs {needed} bytes, {Math.Max(0, length - at)} follow. The file was cut off; get it again.", byteOffset: at);
        }
    }

    internal static VectorFormatException Quantized(string path, long offset) => new(
        path, "This is a quantized fastText model (.ftz), which holds no full vectors. Use the .bin model it was made from.", byteOffset: offset);
}
