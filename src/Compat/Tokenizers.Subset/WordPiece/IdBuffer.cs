using System.Buffers;
using System.Runtime.InteropServices;

namespace Microsoft.ML.Tokenizers.WordPiece;

/// <summary>Collects ids in a rented array, so that the result list is allocated once, at its size.</summary>
internal ref struct IdBuffer
{
    private int[] rented = ArrayPool<int>.Shared.Rent(256);

    public IdBuffer()
    {
    }

    internal int Count { get; private set; }

    internal void Add(int id)
    {
        if (Count == rented.Length)
            Grow();
        rented[Count++] = id;
    }

    /// <summary>Forgets the ids from an index on.</summary>
    internal void Truncate(int count) => Count = count;

    internal readonly List<int> ToList()
    {
        var list = new List<int>(Count);
        CollectionsMarshal.SetCount(list, Count);
        rented.AsSpan(0, Count).CopyTo(CollectionsMarshal.AsSpan(list));
        return list;
    }

    public void Dispose()
    {
        ArrayPool<int>.Shared.Return(rented);
        rented = [];
        Count = 0;
    }

    private void Grow()
    {
        int[] larger = ArrayPool<int>.Shared.Rent(rented.Length * 2);
        rented.CopyTo(larger, 0);
        ArrayPool<int>.Shared.Return(rented);
        rented = larger;
    }
}
