using System.Numerics;
using System.Runtime.InteropServices;

namespace NlpTransfer.Embeddings;

/// <summary>The dot products of many rows with one vector.</summary>
/// <remarks>
/// Four rows at a time share each load of the query and hide each other's latency; a call a row to the library's dot
/// product takes twice as long at 100 values.
/// </remarks>
internal static class RowProducts
{
    private const int AtOnce = 4;

    /// <param name="rows"><c>products.Length</c> rows, one after the other.</param>
    /// <param name="query">One row's length of values.</param>
    /// <param name="products">Where the results go.</param>
    public static void Compute(ReadOnlySpan<float> rows, ReadOnlySpan<float> query, Span<float> products)
    {
        var row = 0;
        for (; row + AtOnce <= products.Length; row += AtOnce)
        {
            Four(rows.Slice(row * query.Length, AtOnce * query.Length), query, products.Slice(row, AtOnce));
        }

        for (; row < products.Length; row++)
        {
            products[row] = System.Numerics.Tensors.TensorPrimitives.Dot(rows.Slice(row * query.Length, query.Length), query);
        }
    }

    private static void Four(ReadOnlySpan<float> rows, ReadOnlySpan<float> query, Span<float> products)
    {
        ref var a = ref MemoryMarshal.GetReference(rows);
        ref var q = ref MemoryMarshal.GetReference(query);
        var length = query.Length;
        var (first, second, third, fourth) = (Vector<float>.Zero, Vector<float>.Zero, Vector<float>.Zero, Vector<float>.Zero);
        var i = 0;
        for (; i + Vector<float>.Count <= length; i += Vector<float>.Count)
        {
            var part = Vector.LoadUnsafe(ref q, (nuint)i);
            first = Vector.FusedMultiplyAdd(Vector.LoadUnsafe(ref a, (nuint)i), part, first);
            second = Vector.FusedMultiplyAdd(Vector.LoadUnsafe(ref a, (nuint)(length + i)), part, second);
            third = Vector.FusedMultiplyAdd(Vector.LoadUnsafe(ref a, (nuint)(2 * length + i)), part, third);
            fourth = Vector.FusedMultiplyAdd(Vector.LoadUnsafe(ref a, (nuint)(3 * length + i)), part, fourth);
        }

        (products[0], products[1], products[2], products[3]) = (Vector.Sum(first), Vector.Sum(second), Vector.Sum(third), Vector.Sum(fourth));
        for (; i < length; i++)
        {
            for (var row = 0; row < AtOnce; row++)
            {
                products[row] += rows[row * length + i] * query[i];
            }
        }
    }
}
