namespace NlpTransfer.Checkpoints;

/// <summary>A view of a storage, checked against its size.</summary>
internal sealed record TorchTensor(TorchStorage Storage, long Offset, long[] Shape, long[] Strides)
{
    public long Count => Shape.Aggregate(1L, (product, size) => product * size);

    /// <summary>How many numbers of the storage it reaches over.</summary>
    public long Span => Count == 0 ? 0 : 1 + Shape.Zip(Strides, (size, stride) => (size - 1) * stride).Sum();

    public bool IsContiguous
    {
        get
        {
            var expected = 1L;
            for (var i = Shape.Length - 1; i >= 0; expected *= Shape[i--])
                if (Shape[i] > 1 && Strides[i] != expected) return false;
            return true;
        }
    }

    /// <summary>What is wrong with a view, or null. A view may not reach beyond its storage, nor have more numbers than it.</summary>
    public static string? Fault(TorchStorage storage, long offset, long[] shape, long[] strides)
    {
        var text = $"a tensor of shape [{string.Join(", ", shape)}], strides [{string.Join(", ", strides)}], offset {offset}";
        if (shape.Length != strides.Length || offset < 0 || shape.Concat(strides).Any(n => n < 0)) return $"{text} is impossible.";
        Int128 count = 1, last = offset;
        foreach (var (size, stride) in shape.Zip(strides))
        {
            if ((count *= size) > storage.Count) return $"{text} has more numbers than its storage '{storage.Key}', which has {storage.Count}.";
            last += (Int128)Math.Max(0, size - 1) * stride;
        }
        return count > 0 && last >= storage.Count ? $"{text} reaches to number {last} of its storage '{storage.Key}', which has {storage.Count}." : null;
    }
}
