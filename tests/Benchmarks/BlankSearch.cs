using NlpTransfer.Embeddings;

/// <summary>
/// The floor for any reader of text vectors: reads the file on all cores and notes where each blank and line end is.
/// Once as one would write it with spans, once with our reader's own first stage.
/// </summary>
internal static class BlankSearch
{
    private const int BlockBytes = FileBlocks.BlockBytes;

    public static long WithSpans(string path) => OnAllCores(path, static (buffer, length, ends) =>
    {
        var count = 0;
        var rest = buffer.AsSpan(0, length);
        var at = 0;
        for (int found; (found = rest[at..].IndexOfAny((byte)' ', (byte)'\n')) >= 0;)
        {
            at += found;
            ends[count++] = at++;
        }

        return count;
    });

    public static unsafe long Vectorised(string path) => OnAllCores(path, static (buffer, length, ends) =>
    {
        fixed (byte* data = buffer)
        {
            fixed (int* first = ends)
            {
                return DelimiterScan.Find<TextDelimiters>(data, 0, length, first, []);
            }
        }
    });

    private static long OnAllCores(string path, Func<byte[], int, int[], int> find)
    {
        using var file = File.OpenHandle(path, options: FileOptions.SequentialScan);
        var (total, next) = (0L, -1);
        Parallel.For(0, Environment.ProcessorCount, _ =>
        {
            var buffer = new byte[BlockBytes + VectorBlock.Slack];
            var ends = new int[BlockBytes + DelimiterScan.Overshoot];
            while (true)
            {
                var got = RandomAccess.Read(file, buffer.AsSpan(0, BlockBytes), (long)Interlocked.Increment(ref next) * BlockBytes);
                if (got == 0)
                {
                    return;
                }

                Interlocked.Add(ref total, find(buffer, got, ends));
            }
        });
        return total;
    }
}
