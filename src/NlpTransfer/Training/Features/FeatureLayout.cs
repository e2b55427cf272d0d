using System.Runtime.InteropServices;
using System.Security.Cryptography;
using NlpTransfer.Data;

namespace NlpTransfer.Training;

/// <summary>
/// Where the features of each example lie. A block is the output for one canonical batch, its examples one after the other
/// without padding. The batches depend on the lengths alone, so features are the same bits in every epoch and every run.
/// </summary>
internal sealed class FeatureLayout
{
    // Enough rows for matrix products to run at full speed, few enough for a block to be computed anew for one example.
    private static readonly BatchOptions Canonical = new() { MaxExamples = 32, MaxTokens = 2048, Shuffle = false };

    private readonly (int Block, int Offset)[] places;
    private readonly int[] bytes;
    private readonly long[] blockOffsets;

    /// <param name="batches">What <see cref="Plan"/> gave.</param>
    /// <param name="exampleBytes">Bytes of each example's features.</param>
    public FeatureLayout(int[][] batches, Func<int, long> exampleBytes)
    {
        Batches = batches;
        var count = batches.Sum(b => b.Length);
        (places, bytes) = (new (int, int)[count], new int[count]);
        blockOffsets = new long[batches.Length + 1];
        for (var block = 0; block < batches.Length; block++)
            blockOffsets[block + 1] = blockOffsets[block] + Place(block, exampleBytes);
    }

    /// <summary>The examples of each block.</summary>
    public int[][] Batches { get; }

    /// <summary>Examples in all.</summary>
    public int Count => places.Length;

    public long TotalBytes => blockOffsets[^1];

    public static int[][] Plan(IReadOnlyList<int> lengths) => LengthGroupedBatches.Plan(lengths, Canonical, seed: 0, epoch: 0);

    /// <summary>SHA-256 over the examples of each block, in order.</summary>
    public string Hash()
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (var batch in Batches)
        {
            hash.AppendData(MemoryMarshal.AsBytes<int>([batch.Length]));
            hash.AppendData(MemoryMarshal.AsBytes<int>(batch));
        }
        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }

    public long BlockOffset(int block) => blockOffsets[block];

    public int BlockBytes(int block) => (int)(blockOffsets[block + 1] - blockOffsets[block]);

    /// <summary>An example's block, and where in it its features are.</summary>
    public (int Block, int Offset, int Bytes) this[int example] => (places[example].Block, places[example].Offset, bytes[example]);

    private int Place(int block, Func<int, long> exampleBytes)
    {
        var offset = 0;
        foreach (var example in Batches[block])
        {
            places[example] = (block, offset);
            bytes[example] = checked((int)exampleBytes(example));
            offset = checked(offset + bytes[example]);
        }
        return offset;
    }
}
