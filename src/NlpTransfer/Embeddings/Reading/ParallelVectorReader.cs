namespace NlpTransfer.Embeddings;

/// <summary>Parses the blocks of a file on all cores and puts their rows together in the file's order.</summary>
internal sealed class ParallelVectorReader(VectorInput input, VectorPlan plan, IRecordFormat format, VectorReadOptions options)
{
    private readonly List<BlockResult> _results = [];
    private readonly List<BlockRows> _collectors = [];
    private readonly Lock _lock = new();
    private (int Ordinal, Exception Error)? _failure;

    public WordVectors Read(RowMatrix? matrix, CancellationToken cancellationToken)
    {
        var filter = options.Words is null ? null : new WordFilter(options.Words);
        var order = new BlockOrder();
        using (IBlockSource blocks = input.Compressed
            ? new StreamBlocks(input.OpenContent(plan.DataOffset), input.Path, plan.DataOffset, format)
            : new FileBlocks(input.Path, plan.DataOffset, format))
        {
            Parallel.For(0, options.Workers, new ParallelOptions { MaxDegreeOfParallelism = options.Workers }, _ => Work(blocks, order, matrix, filter, cancellationToken));
        }

        cancellationToken.ThrowIfCancellationRequested();
        if (_failure is { } failure)
        {
            System.Runtime.ExceptionServices.ExceptionDispatchInfo.Throw(failure.Error);
        }

        _results.Sort((left, right) => left.Ordinal.CompareTo(right.Ordinal));
        var assembly = new RowAssembly(plan, options, input.Path, matrix, _results);
        return assembly.Build(_collectors.Sum(rows => rows.ZeroRows), _collectors.Sum(rows => rows.InvalidUtf8Words));
    }

    private void Work(IBlockSource blocks, BlockOrder order, RowMatrix? matrix, WordFilter? filter, CancellationToken cancellationToken)
    {
        var rows = new BlockRows(plan.Dimension, matrix, filter, input.Path, options.Strict);
        var block = new VectorBlock { Ordinal = -1 };
        var finished = false;
        try
        {
            ParseBlocks(blocks, block, order, rows, cancellationToken);
            finished = !cancellationToken.IsCancellationRequested;
        }
        catch (Exception error) when (error is VectorFormatException or RowsExceededException or IOException or InvalidDataException)
        {
            Fail(block.Ordinal, error);
        }
        finally
        {
            if (!finished)
            {
                order.Stop();
            }
        }

        lock (_lock)
        {
            _collectors.Add(rows);
        }
    }

    private void ParseBlocks(IBlockSource blocks, VectorBlock block, BlockOrder order, BlockRows rows, CancellationToken cancellationToken)
    {
        while (Continues(cancellationToken) && blocks.TryNext(block))
        {
            var records = format.Prepare(block);
            block.FirstRecord = order.Enter(block.Ordinal, records);
            if (block.FirstRecord < 0 || (options.Words is null && block.FirstRecord >= (options.Limit ?? long.MaxValue)))
            {
                break;
            }

            rows.Begin(block);
            format.Parse(block, rows);
            Add(rows.Finish(records));
        }
    }

    private bool Continues(CancellationToken cancellationToken)
    {
        lock (_lock)
        {
            return _failure is null && !cancellationToken.IsCancellationRequested;
        }
    }

    private void Add(BlockResult result)
    {
        lock (_lock)
        {
            _results.Add(result);
        }
    }

    // Of several broken places the first in the file is reported, whichever worker found one first.
    private void Fail(int ordinal, Exception error)
    {
        lock (_lock)
        {
            if (_failure is not { } earlier || ordinal < earlier.Ordinal)
            {
                _failure = (ordinal, error);
            }
        }
    }
}
