namespace NlpTransfer.Embeddings;

/// <summary>Reads text files and wink documents, and decides beforehand whether rows can go straight to the matrix.</summary>
internal static class RecordFileReader
{
    public static WordVectors ReadText(VectorInput input, VectorPlan plan, VectorReadOptions options, CancellationToken cancellationToken)
    {
        var format = new TextRecords(plan.Dimension, plan.FirstLine);
        try
        {
            return new ParallelVectorReader(input, plan, format, options).Read(Matrix(input, plan, options, plan.AnnouncedRows), cancellationToken);
        }
        catch (RowsExceededException)
        {
            // The header lied, lines get much shorter further down, or a selected word comes twice: count, then read again.
            var matrix = IsDirect(input, options) ? new RowMatrix(CountLines(input), plan.Dimension, input.Path) : null;
            return new ParallelVectorReader(input, plan, format, options).Read(matrix, cancellationToken);
        }
    }

    public static WordVectors ReadWink(VectorInput input, VectorReadOptions options, CancellationToken cancellationToken)
    {
        WinkHeader header;
        using (var content = input.OpenContent())
        {
            header = WinkHeader.Read(content, input.Path);
        }

        if (input.ContentLength is { } length && header.Size > length / (2L * header.Columns))
        {
            throw new VectorFormatException(input.Path, $"The document announces {header.Size} rows of {header.Columns} numbers, which cannot fit into its {length} bytes. It was cut off or damaged; get it again.", byteOffset: 0);
        }

        var plan = new VectorPlan(VectorFormat.WinkJson) { Dimension = header.Dimension, AnnouncedRows = header.Size, DataOffset = header.DataOffset };
        try
        {
            return new ParallelVectorReader(input, plan, new WinkRecords(header), options).Read(Matrix(input, plan, options, header.Size), cancellationToken);
        }
        catch (RowsExceededException)
        {
            return new ParallelVectorReader(input, plan, new WinkRecords(header), options).Read(null, cancellationToken);
        }
    }

    // With a selection there are at most as many rows as words, and one that each worker holds ready; a cut needs rows in
    // order, and a compressed file says nothing about its length.
    private static RowMatrix? Matrix(VectorInput input, VectorPlan plan, VectorReadOptions options, long? announced)
    {
        if (options.Words is { } words && options.Limit is null)
        {
            return words.Count + options.Workers <= Array.MaxLength / plan.Dimension ? new RowMatrix(words.Count + options.Workers, plan.Dimension, input.Path) : null;
        }

        var rows = plan.Format == VectorFormat.WinkJson ? announced!.Value : EstimatedRows(input, plan);
        return IsDirect(input, options) ? new RowMatrix(rows, plan.Dimension, input.Path) : null;
    }

    private static bool IsDirect(VectorInput input, VectorReadOptions options) =>
        !input.Compressed && options.Words is null && options.Limit is null;

    private static long EstimatedRows(VectorInput input, VectorPlan plan)
    {
        var shortestLine = 1 + 2L * plan.Dimension;
        var possible = (input.Length - plan.DataOffset) / shortestLine + 1;
        return Math.Min(possible, plan.AnnouncedRows is { } announced && announced <= possible ? announced : FromFirstLines(input, plan));
    }

    private static long FromFirstLines(VectorInput input, VectorPlan plan)
    {
        var lines = input.Head.AsSpan((int)plan.DataOffset).Count((byte)'\n') + 1;
        var bytesEach = (double)(input.Head.Length - plan.DataOffset) / lines;
        return (long)((input.Length - plan.DataOffset) / bytesEach * 1.15) + 64;
    }

    private static long CountLines(VectorInput input)
    {
        using var content = input.OpenContent();
        var buffer = new byte[1 << 20];
        var lines = 1L;
        for (int got; (got = content.Read(buffer)) > 0;)
        {
            lines += buffer.AsSpan(0, got).Count((byte)'\n');
        }

        return lines;
    }
}
