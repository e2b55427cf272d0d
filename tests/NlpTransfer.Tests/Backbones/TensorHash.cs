using System.Security.Cryptography;
using NlpTransfer.Backbones;

namespace NlpTransfer.Tests.Backbones;

/// <summary>Whether weights and buffers are the same, bit by bit.</summary>
internal static class TensorHash
{
    public static string Of(LayerGroup group)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (var (_, value) in group.State) hash.AppendData(value.detach().cpu().contiguous().bytes);
        return Convert.ToHexString(hash.GetHashAndReset());
    }
}
