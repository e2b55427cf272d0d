namespace NlpTransfer.Embeddings;

/// <summary>
/// word2vec's C binary (Mikolov's <c>word2vec.c</c>, which ends each vector with a line feed) and gensim's variant
/// (which does not).
/// </summary>
internal static class Word2VecBinaryReader
{
    private const int CancelEvery = 4096;

    public static WordVectors Read(VectorInput input, VectorPlan plan, VectorReadOptions options, CancellationToken cancellationToken)
    {
        var announced = plan.AnnouncedRows!.Value;
        CheckSize(input, plan, announced);
        using var content = input.OpenContent(plan.DataOffset);
        var cursor = new BinaryCursor(content, input.Path) { StartsAt = plan.DataOffset };
        var rows = new BinaryRows(plan.Format, plan.Dimension, announced, input.Path, options);
        while (rows.Read < announced && !rows.IsFull)
        {
            if (rows.Read % CancelEvery == 0)
            {
                cancellationToken.ThrowIfCancellationRequested();
            }

            Row(cursor, rows, plan, input.Path, announced);
        }

        if (!rows.IsFull)
        {
            cursor.SkipIf((byte)'\n');
            CheckEnd(cursor, input.Path, announced);
        }

        return rows.Build(announced);
    }

    private static void Row(BinaryCursor cursor, BinaryRows rows, VectorPlan plan, string path, long announced)
    {
        if (cursor.AtEnd)
        {
            throw new VectorFormatException(path, $"The header announces {announced} words, the file ends after {rows.Read}. It was cut off; get it again.", byteOffset: cursor.Position);
        }

        cursor.SkipIf((byte)'\n');
        var offset = cursor.Position;
        var word = cursor.Until((byte)' ');
        if (!rows.Wants(word, offset))
        {
            cursor.Skip(plan.Dimension * (long)sizeof(float));
            return;
        }

        var values = rows.Room();
        offset = cursor.Position;
        cursor.Floats(values);
        rows.Check(values, offset);
    }

    private static void CheckSize(VectorInput input, VectorPlan plan, long announced)
    {
        var shortest = (UInt128)announced * (UInt128)(sizeof(float) * plan.Dimension + 1);
        if (announced == 0)
        {
            throw new VectorFormatException(input.Path, "The header announces no words, so there are no vectors. Get the file again.", line: 1);
        }

        if (input.ContentLength is { } length && shortest > (UInt128)length)
        {
            throw new VectorFormatException(input.Path, $"The header announces {announced} words of {plan.Dimension} values, at least {shortest} bytes; the file has {length}. It was cut off or the header is wrong; get it again.", line: 1);
        }
    }

    private static void CheckEnd(BinaryCursor cursor, string path, long announced)
    {
        if (!cursor.AtEnd)
        {
            throw new VectorFormatException(path, $"The header announces {announced} words, but more data follows them. The header is wrong, or the vectors have another length.", byteOffset: cursor.Position);
        }
    }
}
