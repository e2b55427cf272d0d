using System.Buffers.Binary;

namespace NlpTransfer.Embeddings;

/// <summary>
/// The beginning of a fastText model: an optional magic number with version (absent before version 11), then the
/// training arguments. After <c>args.cc</c> and <c>fasttext.cc</c> of fastText 0.9.2.
/// </summary>
internal sealed record FastTextHeader
{
    private const int Magic = 793712314;
    private const int NewestVersion = 12;
    private const int Supervised = 3;

    public required int Version { get; init; }
    public required int Dimension { get; init; }
    public required int Buckets { get; init; }
    public required int MinSubword { get; init; }
    public required int MaxSubword { get; init; }

    /// <summary>Files from version 11 on say where quantization would stand; older ones do not have the bytes.</summary>
    public bool HasQuantizationFlags => Version > 0;

    /// <summary>The end-of-sentence mark has no n-grams, except in models from before there were versions.</summary>
    public bool GivesGrams(ReadOnlySpan<byte> word) => Version == 0 || !word.SequenceEqual("</s>"u8);

    /// <summary>Whether these bytes begin a fastText model.</summary>
    public static bool Looks(ReadOnlySpan<byte> head)
    {
        if (head.Length < 64)
        {
            return false;
        }

        return BinaryPrimitives.ReadInt32LittleEndian(head) == Magic || LooksOld(head);
    }

    public static FastTextHeader Read(BinaryCursor cursor, string path)
    {
        var first = cursor.Int32();
        var version = first == Magic ? cursor.Int32() : 0;
        if (version > NewestVersion)
        {
            throw new VectorFormatException(path, $"This is a fastText model of version {version}; versions up to {NewestVersion} are known. Export it with 'fasttext print-word-vectors' or as .vec.", byteOffset: 4);
        }

        var dimension = version > 0 ? cursor.Int32() : first;
        cursor.Skip(5 * sizeof(int)); // ws, epoch, minCount, neg, wordNgrams
        cursor.Skip(sizeof(int)); // loss
        var model = cursor.Int32();
        var buckets = cursor.Int32();
        var minSubword = cursor.Int32();
        var maxSubword = cursor.Int32();
        cursor.Skip(sizeof(int) + sizeof(double)); // lrUpdateRate, t
        if (dimension < 1 || buckets < 0 || minSubword < 0 || maxSubword < 0)
        {
            throw new VectorFormatException(path, $"The model's arguments are impossible: dimension {dimension}, buckets {buckets}, n-grams of {minSubword} to {maxSubword}. The file is damaged; get it again.", byteOffset: 0);
        }

        return new FastTextHeader
        {
            Version = version,
            Dimension = dimension,
            Buckets = buckets,
            MinSubword = minSubword,

            // Supervised models of version 11 carry a maximum that was never used in training.
            MaxSubword = version == 11 && model == Supervised ? 0 : maxSubword,
        };
    }

    // dim, ws, epoch, minCount, neg, wordNgrams, loss 1..4, model 1..3, bucket, minn, maxn, lrUpdateRate, t, then three word counts.
    private static bool LooksOld(ReadOnlySpan<byte> head)
    {
        Span<int> fields = stackalloc int[16];
        for (var i = 0; i < fields.Length; i++)
        {
            fields[i] = BinaryPrimitives.ReadInt32LittleEndian(head[(i * sizeof(int))..]);
        }

        return fields[0] is >= 1 and <= 1 << 16 && fields[1] is >= 0 and < 1000 && fields[2] is >= 0 and < 100_000
            && fields[6] is >= 1 and <= 4 && fields[7] is >= 1 and <= 3 && fields[8] >= 0
            && fields[9] is >= 0 and < 100 && fields[10] is >= 0 and < 100 && fields[14] >= 0 && fields[15] >= 0 && fields[14] >= fields[15];
    }
}
