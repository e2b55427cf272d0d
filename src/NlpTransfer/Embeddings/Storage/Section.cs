namespace NlpTransfer.Embeddings;

/// <summary>A run of values that lies either in an array or in a mapped file, read the same way.</summary>
/// <remarks>
/// Every access is checked against the section's length, because offsets may come from a damaged file
/// whose tables are not verified on open (that would be work per word).
/// </remarks>
internal readonly unsafe struct Section<T> where T : unmanaged
{
    private readonly T[]? _array;
    private readonly T* _pointer;

    public Section(T[] array, long length)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan(length, array.Length);
        _array = array;
        Length = length;
    }

    public Section(T[] array) : this(array, array.Length)
    {
    }

    public Section(T* pointer, long length)
    {
        _pointer = pointer;
        Length = length;
    }

    /// <summary>Number of values.</summary>
    public long Length { get; }

    public T this[long index] => Slice(index, 1)[0];

    public ReadOnlySpan<T> Slice(long start, int length)
    {
        if (start < 0 || length < 0 || start > Length - length)
        {
            throw new InvalidDataException(
                $"The vector data is damaged: {length} values at {start} were asked for, but the section holds {Length}.");
        }

        return _array is null
            ? new ReadOnlySpan<T>(_pointer + start, length)
            : _array.AsSpan((int)start, length);
    }

    /// <summary>The whole section in spans of at most <paramref name="most"/> values, for writers and checksums.</summary>
    public void ForEachSpan(int most, ReadOnlySpanAction<T> action)
    {
        for (long at = 0; at < Length; at += most)
        {
            action(Slice(at, (int)Math.Min(most, Length - at)));
        }
    }
}

internal delegate void ReadOnlySpanAction<T>(ReadOnlySpan<T> span);
