using System.Buffers;
using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;

namespace NlpTransfer.Data;

/// <summary>SHA-256 over rows; every field with its length before it, so that no two data sets share their bytes.</summary>
internal static class DatasetHash
{
    public static string Compute(IReadOnlyList<TextExample> examples)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (var example in examples)
        {
            Append(hash, example.Text);
            Append(hash, example.TextPair);
            Append(hash, example.Labels.Count);
            foreach (var label in example.Labels) Append(hash, label);
            Append(hash, example.Group);
        }
        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }

    private static void Append(IncrementalHash hash, string? field)
    {
        if (field is null)
        {
            Append(hash, -1);
            return;
        }
        var buffer = ArrayPool<byte>.Shared.Rent(Encoding.UTF8.GetMaxByteCount(field.Length));
        var length = Encoding.UTF8.GetBytes(field, buffer);
        Append(hash, length);
        hash.AppendData(buffer.AsSpan(0, length));
        ArrayPool<byte>.Shared.Return(buffer);
    }

    private static void Append(IncrementalHash hash, int number)
    {
        Span<byte> bytes = stackalloc byte[4];
        BinaryPrimitives.WriteInt32LittleEndian(bytes, number);
        hash.AppendData(bytes);
    }
}
